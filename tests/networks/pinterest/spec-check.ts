import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Body = { content: Record<string, { schema: Schema }> };
type Operation = { parameters?: ({ $ref: string } | Parameter)[]; requestBody?: Body; responses: Record<string, Body> };
type Discriminated = { discriminator?: { propertyName: string; mapping: Record<string, string> } };
type Spec = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; parameters: Record<string, Parameter> };
};

/** Pinterest's own specification, cut down to what Parvis calls (pinterest/api-description 5.23.0, MIT). */
const spec = JSON.parse(
  readFileSync(new URL('./spec/pinterest-v5-read.openapi.json', import.meta.url), 'utf8'),
) as Spec; // a file of ours

/** Zod resolves references to `definitions` alone, for this version of OpenAPI. */
const definitions = relocated(spec.components.schemas);
const compiled = new Map<string, z.ZodType>();

/** Holds a call of the API against the specification. @returns what is wrong with it; nothing for the pages that people see */
export function breaches(_network: string, request: SandboxRequest, answer: SandboxAnswer): string[] {
  if (!request.path.startsWith('/v5/')) return [];
  const path = request.path.slice('/v5'.length);
  const name = `${request.method} ${path}`;
  const found = Object.entries(spec.paths).find(([template]) => patternOf(template).test(path));
  const operation = found?.[1][request.method.toLowerCase()];
  if (!found || !operation) return [`${name} is not in the specification`];
  const wrong = [
    ...wrongParameters(operation, found[0], request),
    ...wrongForm(operation, request),
    ...wrongAnswer(operation, answer),
  ];
  return wrong.map((what) => `${name}: ${what}`);
}

function wrongParameters({ parameters = [] }: Operation, template: string, { path, query }: SandboxRequest): string[] {
  const known = parameters.map((one) => ('$ref' in one ? referred(one.$ref) : one));
  const inPath = patternOf(template).exec(path.slice('/v5'.length))?.groups ?? {};
  const strangers = [...query.keys()].filter((key) => !known.some((one) => one.in === 'query' && one.name === key));
  const wrong = known.flatMap((one) => {
    const given = one.in === 'path' ? inPath[one.name] : (query.get(one.name) ?? undefined);
    if (given === undefined) return one.required ? [`${one.name} is missing`] : [];
    const { type } = one.schema as { type?: string }; // an object, as all of this file are
    const value = type === 'integer' ? Number(given) : type === 'boolean' ? given === 'true' : given;
    return checked(one.name, one.schema, value);
  });
  return [...strangers.map((key) => `${key} is not in the specification`), ...wrong];
}

function wrongForm({ requestBody }: Operation, { body, headers }: SandboxRequest): string[] {
  if (!requestBody) return body.length > 0 ? ['a body is not in the specification'] : [];
  const [type = '', { schema } = { schema: true }] = Object.entries(requestBody.content)[0] ?? [];
  if (!headers['content-type']?.startsWith(type)) return [`the body is not ${type}`];
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  return checked('body', variantOf(schema, form), form);
}

/** The one of several shapes that the body names by itself. */
function variantOf(schema: Schema, form: Record<string, string>): Schema {
  const { $ref = '' } = schema as { $ref?: string }; // an object, as all of this file are
  const named = spec.components.schemas[$ref.replace('#/components/schemas/', '')] as Discriminated | undefined; // by its reference
  const reference = named?.discriminator?.mapping[form[named.discriminator.propertyName] ?? ''];
  return reference ? ({ $ref: reference } as Schema) : schema; // a reference is a schema
}

function wrongAnswer({ responses }: Operation, { status, json }: SandboxAnswer): string[] {
  const [given] = Object.values((responses[String(status)] ?? responses.default)?.content ?? {});
  return given ? checked(`answer ${status}`, given.schema, json) : [`answer ${status} is not in the specification`];
}

function checked(what: string, schema: Schema, value: unknown): string[] {
  const key = JSON.stringify(schema);
  const known = compiled.get(key) ?? compile(schema);
  compiled.set(key, known);
  const parsed = known.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${what} ${path.join('.')}: ${message}`);
}

function compile(schema: Schema): z.ZodType {
  const whole = { ...(relocated(schema) as object), definitions } as Schema; // an object schema with its definitions
  return z.fromJSONSchema(whole, { defaultTarget: 'openapi-3.0' });
}

/** Dates come without a zone, which a strict `date-time` would refuse. */
function relocated(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll('#/components/schemas/', '#/definitions/')
    .replaceAll('"format":"date-time",', '');
  return JSON.parse(text) as unknown;
}

function referred(reference: string): Parameter {
  const parameter = spec.components.parameters[reference.replace('#/components/parameters/', '')];
  if (!parameter) throw new Error(`the specification has no ${reference}`);
  return parameter;
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
