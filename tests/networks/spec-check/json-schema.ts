import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

export type JsonSchema = { [keyword: string]: unknown };
export type SchemaCheck = {
  /** Makes a schema ready, which takes longer than a call to a network may. */
  prepare: (schema: JsonSchema) => void;
  /** @returns what is wrong with a value */
  check: (schema: JsonSchema, value: unknown, what: string) => string[];
};

type Discriminator = { propertyName: string; mapping?: Record<string, string> };

const WIDE = '~wide';
const COMPONENT = '#/components/schemas/';

/**
 * Checks values against the schemas of an OpenAPI document, 3.0 and 3.1 alike. An object may have only the properties
 * that its schema names, whether or not the document says so: what is not in there, a stand-in made up.
 * @param components by name, as `#/components/schemas/…` refers to them
 */
export function schemaCheck(
  components: Record<string, JsonSchema>,
  { datesNeedZone = true }: { datesNeedZone?: boolean } = {},
): SchemaCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
  addFormats.default(ajv);
  // A number's size, a list of paths and a duration are Google's; the type beside each is what is checked.
  for (const name of ['uint32', 'uint64', 'google-fieldmask', 'google-duration']) ajv.addFormat(name, true);
  const date = ajv.formats[datesNeedZone ? 'date-time' : 'iso-date-time'];
  if (date) for (const name of ['date-time', 'google-datetime']) ajv.addFormat(name, date);
  const $defs = Object.fromEntries(
    Object.entries(components).flatMap(([name, schema]) => [
      [name, narrow(schema)],
      [name + WIDE, wide(schema)],
    ]),
  );
  ajv.addSchema({ $id: 'spec:components', $defs });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  const prepared = (schema: JsonSchema) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(narrow(schema));
    compiled.set(key, validate);
    return validate;
  };
  return {
    prepare: (schema) => void prepared(schema),
    check: (schema, value, what) => {
      const validate = prepared(schema);
      return validate(value) ? [] : (validate.errors ?? []).flatMap((error) => sentenceOf(error, what));
    },
  };
}

/** What the parts of a choice say is enough: the choice itself has nothing to add. */
function sentenceOf({ keyword, instancePath, message, params, data }: ErrorObject, what: string): string[] {
  if (keyword === 'anyOf' || keyword === 'if') return [];
  const extra: unknown = params.unevaluatedProperty ?? params.additionalProperty;
  if (typeof extra === 'string') return [`${what}${instancePath}/${extra} is not in the specification`];
  return [`${what}${instancePath} ${message}${typeof data === 'object' ? '' : ` (${JSON.stringify(data)})`}`];
}

/** As JSON Schema says it, with no property but those that are named. */
function narrow(schema: JsonSchema): JsonSchema {
  return translated(schema, true);
}

/** As JSON Schema says it; its own properties may stand beside others, as a part of `allOf` needs it. */
function wide(schema: JsonSchema): JsonSchema {
  return translated(schema, false);
}

function translated(schema: JsonSchema, isNarrow: boolean): JsonSchema {
  const { nullable, discriminator, oneOf, ...rest } = schema;
  const mapping = isNarrow ? (discriminator as Discriminator | undefined)?.mapping : undefined; // by its keyword
  if (discriminator && mapping) return variantOf(discriminator as Discriminator, mapping);
  const said: JsonSchema = {};
  for (const [keyword, value] of Object.entries(rest)) said[keyword] = keywordOf(keyword, value, isNarrow);
  // Which of several shapes is meant is not looked for: one of them must fit.
  if (Array.isArray(oneOf)) said.anyOf = keywordOf('anyOf', oneOf, isNarrow);
  if (isNarrow && !isOpen(said)) said.unevaluatedProperties = false;
  if (nullable !== true) return said;
  return typeof said.type === 'string' && !said.enum
    ? { ...said, type: [said.type, 'null'] }
    : { anyOf: [said, { type: 'null' }] };
}

/** The shape that a value names by itself; any of them where it names none. */
function variantOf({ propertyName }: Discriminator, mapping: Record<string, string>): JsonSchema {
  const variants = Object.entries(mapping).map(([name, $ref]) => ({ name, schema: narrow({ $ref }) }));
  const byName = variants.map(({ name, schema }) => when({ const: name }, schema, true));
  const named = { properties: { [propertyName]: { enum: Object.keys(mapping) } }, allOf: byName };
  return { type: 'object', ...when(true, named, { anyOf: variants.map(({ schema }) => schema) }) };

  function when(value: JsonSchema | true, then: JsonSchema, otherwise: JsonSchema | true): JsonSchema {
    const is = { required: [propertyName], properties: { [propertyName]: value } };
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    return { if: is, then, else: otherwise };
  }
}

/** An object of which nothing is named may hold anything. */
function isOpen({ additionalProperties, properties, allOf }: JsonSchema): boolean {
  return additionalProperties !== undefined || (!allOf && Object.keys(properties ?? {}).length === 0);
}

function keywordOf(keyword: string, value: unknown, isNarrow: boolean): unknown {
  const own = isNarrow ? narrow : wide;
  if (keyword === '$ref')
    return `spec:components#/$defs/${String(value).slice(COMPONENT.length)}${isNarrow ? '' : WIDE}`;
  if (keyword === 'allOf') return (value as JsonSchema[]).map(wide); // a list of schemas, by the keyword
  if (keyword === 'anyOf') return (value as JsonSchema[]).map(own); // likewise
  if (keyword === 'properties') {
    const named = Object.entries(value as Record<string, JsonSchema>); // schemas by name, by the keyword
    return Object.fromEntries(named.map(([name, one]) => [name, narrow(one)]));
  }
  const isSchema = (keyword === 'items' || keyword === 'additionalProperties') && typeof value === 'object';
  return isSchema ? narrow(value as JsonSchema) : value; // a schema, by the keyword
}
