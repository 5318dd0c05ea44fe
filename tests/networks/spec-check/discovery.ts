import type { JsonSchema } from './json-schema.ts';
import type { OpenApi, Operation, Parameter } from './openapi.ts';

type Argument = JsonSchema & { location: string; required?: boolean; repeated?: boolean };
type Method = {
  httpMethod: string;
  flatPath: string;
  parameters?: Record<string, Argument>;
  request?: { $ref: string };
  response?: { $ref: string };
};
/** Google's description of one of its APIs ("API Discovery Service, RestDescription"), or a part of it. */
export type Discovery = { methods: Record<string, Method>; schemas: Record<string, JsonSchema> };

/** The same as an OpenAPI document. */
export function openApiOfDiscovery({ methods, schemas }: Discovery): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const { httpMethod, flatPath, ...method } of Object.values(methods)) {
    paths[`/${flatPath}`] = { ...paths[`/${flatPath}`], [httpMethod.toLowerCase()]: operationOf(method) };
  }
  const named = Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema)]);
  return { paths, components: { schemas: Object.fromEntries(named) } };
}

function operationOf({ parameters = {}, request, response }: Omit<Method, 'httpMethod' | 'flatPath'>): Operation {
  const jsonOf = (schema: JsonSchema) => ({ 'application/json': { schema: schemaOf(schema) } });
  return {
    // `flatPath` says what stands in a path; the arguments speak of whole names, such as `accounts/1`.
    parameters: Object.entries(parameters).flatMap(([name, one]) => (one.location === 'query' ? query(name, one) : [])),
    ...(request && { requestBody: { content: jsonOf(request) } }),
    // A method that answers nothing does so with 204.
    responses: response ? { 200: { content: jsonOf(response) } } : { 200: {}, 204: {} },
  };
}

/** What may be repeated may also be a list with commas ("Standard parameters"). */
function query(name: string, { required = false, repeated = false, ...rest }: Argument): Parameter[] {
  const schema = schemaOf(rest);
  return [
    { name, in: 'query', required, explode: false, schema: repeated ? { type: 'array', items: schema } : schema },
  ];
}

/** `any` is any value; numbers past 32 bits are texts of digits, as `type` says. */
function schemaOf(value: JsonSchema): JsonSchema {
  const said = Object.entries(value).flatMap(([keyword, one]): [string, unknown][] => {
    if (keyword === 'type' && one === 'any') return [];
    if (keyword === '$ref') return [[keyword, `#/components/schemas/${String(one)}`]];
    // Others say beside a value what is true of it: `id` (its name), `readOnly`, `default`.
    if (['id', 'default', 'required', 'location'].includes(keyword)) return [];
    if (keyword === 'properties') {
      const inner = Object.entries(one as Record<string, JsonSchema>); // schemas by name, by the keyword
      return [[keyword, Object.fromEntries(inner.map(([name, schema]) => [name, schemaOf(schema)]))]];
    }
    const isSchema = keyword === 'items' || keyword === 'additionalProperties';
    return [[keyword, isSchema ? schemaOf(one as JsonSchema) : one]]; // a schema, by the keyword
  });
  const { minimum, maximum, ...rest } = Object.fromEntries(said);
  const isNumber = rest.type === 'integer' || rest.type === 'number';
  const bounds = {
    ...(minimum !== undefined && { minimum: Number(minimum) }),
    ...(maximum !== undefined && { maximum: Number(maximum) }),
  };
  return { ...rest, ...(isNumber ? bounds : {}) };
}
