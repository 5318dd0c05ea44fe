import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { type Operation } from './operation.ts';
import { operations } from './operations.ts';
import { named } from './schemas/fields.ts';
import { workspaceView } from './schemas/workspace.ts';

type Json = Record<string, unknown>;

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: schemaRef('Problem') } },
};

/** What a schema says of itself and a document says in its place. */
const FRAME = new Set(['$schema', '$defs', 'id']);

let made: Json | undefined;

/** The OpenAPI 3.1 document, made from the operations themselves. */
export function openApiDocument(): Json {
  made ??= {
    openapi: '3.1.0',
    info: {
      title: 'Parvis',
      version: manifest.version,
      description:
        'Everything the interface can do. `{workspace}` is an id or a slug. Lists are read on with `cursor`; every POST takes an `Idempotency-Key`; a lost race answers 409 with who won.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { session: [] }],
    paths: { '/workspaces': { get: listWorkspaces() }, ...paths() },
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
      },
      schemas: { ...namedSchemas(), Problem: problem() },
    },
  };
  return made;
}

function paths(): Json {
  const found: Record<string, Json> = {};
  for (const operation of operations) {
    const path = `/workspaces/{workspace}${operation.path === '' ? '' : `/${operation.path}`}`;
    found[path] = { ...found[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return found;
}

function describe(operation: Operation): Json {
  const { id, summary, status = 200, takes, gives, method } = operation;
  const hasBody = (method === 'POST' || method === 'PATCH') && (takes !== undefined || !isEmptyObject(operation.body));
  return {
    operationId: id,
    summary,
    description: `Permission: \`${operation.permission}\`.`,
    parameters: [
      parameter('path', 'workspace', { type: 'string' }, true),
      ...parametersOf('path', operation.params),
      ...parametersOf('query', operation.query),
      ...(method === 'POST' ? [parameter('header', 'Idempotency-Key', { type: 'string', maxLength: 255 }, false)] : []),
      ...(gives === 'text/event-stream' ? [parameter('header', 'Last-Event-ID', { type: 'string' }, false)] : []),
    ],
    ...(hasBody ? { requestBody: { required: true, content: bodyContent(operation) } } : {}),
    responses: {
      [status]: {
        description: status === 204 ? 'Done' : summary,
        ...(status === 204 ? {} : { content: answerContent(operation) }),
      },
      default: PROBLEM,
    },
  };
}

function bodyContent({ takes, body }: Operation): Json {
  if (takes)
    return Object.fromEntries(takes.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
  return { 'application/json': { schema: jsonSchema(body, 'input') } };
}

function answerContent({ gives, answer }: Operation): Json {
  if (gives) return { [gives]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: jsonSchema(answer, 'input') } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject): Json[] {
  // What a query holds is text: its meaning is the schema's outcome.
  const { properties = {}, required = [] } = jsonSchema(schema, 'output') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => {
    const { description, ...rest } = field;
    const explode = rest.type === 'array' ? { style: 'form', explode: false } : {};
    return {
      ...parameter(place, name, rest, required.includes(name)),
      ...(description ? { description } : {}),
      ...explode,
    };
  });
}

function parameter(place: 'path' | 'query' | 'header', name: string, schema: Json, required: boolean): Json {
  return { in: place, name, schema, required };
}

function listWorkspaces(): Json {
  const answer = z.object({ workspaces: z.array(workspaceView) });
  return {
    operationId: 'listWorkspaces',
    summary: 'The workspaces that the caller may enter',
    responses: {
      200: {
        description: 'By organization and name',
        content: { 'application/json': { schema: jsonSchema(answer, 'input') } },
      },
      default: PROBLEM,
    },
  };
}

function problem(): Json {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'A sentence in the language of `Accept-Language` (en, fr)' },
      instance: { type: 'string', description: 'The request’s id' },
      code: { type: 'string' },
      errors: {
        type: 'array',
        items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
      },
      owner: { type: ['object', 'null'], description: 'Who won, for a lost claim' },
    },
    additionalProperties: true,
  };
}

function namedSchemas(): Json {
  const all = z.toJSONSchema(z.object(Object.fromEntries(named)), { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(all.$defs ?? {}).map(([id, schema]) => [id, referring(schema)]));
}

/** A schema in which the named ones are references. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const id = schema.meta()?.id;
  return id ? schemaRef(id) : referring(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
}

function referring(schema: object): Json {
  const inner = Object.entries(schema).filter(([key]) => !FRAME.has(key));
  return JSON.parse(
    JSON.stringify(Object.fromEntries(inner)).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as Json;
}

function componentUri(id: string): string {
  return `#/components/schemas/${id}`;
}

function schemaRef(id: string): Json {
  return { $ref: componentUri(id) };
}

function isEmptyObject(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
}
