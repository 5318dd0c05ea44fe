import type { Exchange } from './exchange.ts';
import { schemaCheck, type JsonSchema, type SchemaCheck } from './json-schema.ts';

type Content = Record<string, { schema?: JsonSchema }>;
export type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema?: JsonSchema;
  content?: Content;
  explode?: boolean;
};
export type Operation = {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
};
export type OpenApi = {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, JsonSchema>; parameters?: Record<string, Parameter> };
};
type Found = { name: string; operation: Operation; inPath: Record<string, string> };

/** What holds exchanges against an OpenAPI document. Each problem begins with the method and the path's template. */
export function openApiCheck(
  document: OpenApi,
  options?: Parameters<typeof schemaCheck>[1],
): (exchange: Exchange) => string[] {
  const { prepare, check: validate } = schemaCheck(document.components?.schemas ?? {}, options);
  for (const schema of schemasOf(document)) prepare(schema);
  return (exchange) => {
    const found = findOperation(document, exchange);
    if (!found) return [`${exchange.method} ${exchange.path}: the call is not in the specification`];
    const wrong = [
      ...wrongParameters(document, found, exchange, validate),
      ...wrongBody(found.operation, exchange, validate),
      ...wrongAnswer(found.operation, exchange, validate),
    ];
    return wrong.map((what) => `${found.name}: ${what}`);
  };
}

function schemasOf(document: OpenApi): JsonSchema[] {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  return operations.flatMap(({ parameters = [], requestBody, responses }) => [
    ...parameters.flatMap((one) => schemasOfParameter('$ref' in one ? parameterOf(document, one.$ref) : one)),
    ...[requestBody, ...Object.values(responses)].flatMap((one) => contentsOf(one?.content)),
  ]);
}

function contentsOf(content: Content = {}): JsonSchema[] {
  return Object.values(content).flatMap(({ schema }) => (schema ? [schema] : []));
}

/** One, beside the parameter or in its content. */
function schemasOfParameter({ schema, content }: Parameter): JsonSchema[] {
  return schema ? [schema] : contentsOf(content);
}

/** A path that says more by itself is meant rather than one with a parameter in that place. */
function findOperation({ paths }: OpenApi, { method, path }: Exchange): Found | null {
  const byLiterals = Object.keys(paths).toSorted((a, b) => a.split('{').length - b.split('{').length);
  for (const template of byLiterals) {
    const match = patternOf(template).exec(path);
    const operation = paths[template]?.[method.toLowerCase()];
    if (match && operation) return { name: `${method} ${template}`, operation, inPath: match.groups ?? {} };
  }
  return null;
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function wrongParameters(
  document: OpenApi,
  { operation, inPath }: Found,
  { query }: Exchange,
  validate: SchemaCheck['check'],
): string[] {
  const known = (operation.parameters ?? []).map((one) => ('$ref' in one ? parameterOf(document, one.$ref) : one));
  const names = new Set(known.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  const strangers = [...new Set(query.keys())].filter((name) => !names.has(name));
  const wrong = known.flatMap((parameter) => {
    const { name } = parameter;
    const given = parameter.in === 'path' ? [inPath[name]].flatMap((one) => one ?? []) : query.getAll(name);
    // Headers and cookies are left to the stand-ins, which refuse a call without its token.
    if (parameter.in === 'header' || parameter.in === 'cookie') return [];
    if (given.length === 0) return parameter.required ? [`${parameter.in} ${name} is missing`] : [];
    const [schema] = schemasOfParameter(parameter);
    return schema ? validate(schema, valueOf(document, parameter, schema, given), `${parameter.in} ${name}`) : [];
  });
  return [...strangers.map((name) => `query ${name} is not in the specification`), ...wrong];
}

/** A parameter's value as its schema speaks of it. */
function valueOf(
  document: OpenApi,
  { content, explode = true }: Parameter,
  schema: JsonSchema,
  given: string[],
): unknown {
  const [first = ''] = given;
  if (content) return parsed(first);
  const { type, items } = resolved(document, schema);
  if (type !== 'array') return scalarOf(type, first);
  const inner = resolved(document, (items ?? {}) as JsonSchema); // a schema, by the keyword
  return (explode ? given : first.split(',')).map((one) => scalarOf(inner.type, one));
}

function scalarOf(type: unknown, text: string): unknown {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : text;
  return text;
}

function wrongBody(
  { requestBody }: Operation,
  { contentType, body }: Exchange,
  validate: SchemaCheck['check'],
): string[] {
  if (!contentType) return requestBody?.required ? ['the body is missing'] : [];
  const content = requestBody?.content[contentType];
  if (!content) return [`a body as ${contentType} is not in the specification`];
  return content.schema && body !== undefined ? validate(content.schema, body, 'body') : [];
}

function wrongAnswer({ responses }: Operation, { status, answer }: Exchange, validate: SchemaCheck['check']): string[] {
  const described = responses[String(status)] ?? responses[`${String(status)[0]}XX`] ?? responses.default;
  // Few documents say all that may go wrong: what they do not describe is left to the tests of errors.
  if (!described) return status < 400 ? [`answer ${status} is not in the specification`] : [];
  const schemas = contentsOf(described.content);
  if (schemas.length === 0) return [];
  const wrong = schemas.map((schema) => validate(schema, answer, `answer ${status}`));
  return wrong.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function parameterOf({ components }: OpenApi, reference: string): Parameter {
  const parameter = components?.parameters?.[reference.replace('#/components/parameters/', '')];
  if (!parameter) throw new Error(`the specification has no ${reference}`);
  return parameter;
}

function resolved({ components }: OpenApi, schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema;
  return components?.schemas?.[schema.$ref.replace('#/components/schemas/', '')] ?? {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
