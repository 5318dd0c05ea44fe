import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { type Operation } from './operation.ts';
import { operationGroups } from './operations.ts';
import { problemExample } from './problem-examples.ts';
import { statusOf } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import { refusalsOf } from './refusals-of.ts';
import { named } from './schemas/fields.ts';
import { workspaceView } from './schemas/workspace.ts';

type Json = Record<string, unknown>;

const LISTING_PROBLEMS = ['not_signed_in', 'unexpected'] as const;

/** Keywords that belong to a standalone schema and not inside the document. */
const FRAME = new Set(['$schema', '$defs', 'id']);

let made: Json | undefined;

/** Generates the OpenAPI 3.1 document from the operations. */
export function openApiDocument(): Json {
  made ??= {
    openapi: '3.1.0',
    info: {
      title: 'Parvis',
      version: manifest.version,
      description:
        'Everything the interface can do. `{workspace}` is an id or a slug. Lists are paged with `cursor`. Every POST accepts an `Idempotency-Key`. A lost race returns 409 and names the winner.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: operationGroups.map(({ tag, description }) => ({ name: tag, description })),
    paths: { '/workspaces': { get: listWorkspaces() }, ...paths() },
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'parvis.session' },
      },
      examples: examples(),
      schemas: { ...namedSchemas(), Problem: problem() },
    },
  };
  return made;
}

function paths(): Json {
  const found: Record<string, Json> = {};
  for (const { tag, operations } of operationGroups) {
    for (const operation of operations) {
      const path = `/workspaces/{workspace}${operation.path === '' ? '' : `/${operation.path}`}`;
      found[path] = { ...found[path], [operation.method.toLowerCase()]: { tags: [tag], ...describe(operation) } };
    }
  }
  return found;
}

function describe(operation: Operation): Json {
  const { id, summary, status = 200, gives, method } = operation;
  const hasBody = takesBody(operation);
  return {
    operationId: id,
    summary,
    description: `Permission: \`${operation.act.permission}\`.${hasBody || method === 'GET' ? '' : ' Takes no body.'}`,
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
      ...(operation.hasRanges ? rangeAnswers(operation) : {}),
      ...problems(refusalsOf(operation)),
    },
  };
}

/** Whether the operation reads a body. Other operations ignore a JSON body. */
function takesBody({ method, takes, body }: Operation): boolean {
  return (method === 'POST' || method === 'PATCH') && (takes !== undefined || !isEmptyObject(body));
}

function rangeAnswers(operation: Operation): Json {
  return {
    206: { description: 'The range requested by `Range`', content: answerContent(operation) },
    416: { description: 'The range does not exist; `Content-Range` gives the total size' },
  };
}

/** One response per status, listing its codes. */
function problems(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries([...byStatus].map(([status, named]) => [status, problemAnswer(status, named)]));
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [schemaRef('Problem')],
          properties: { status: { const: status }, code: { enum: codes } },
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

function examples(): Json {
  const codes = new Set([
    ...LISTING_PROBLEMS,
    ...operationGroups.flatMap(({ operations }) => operations.flatMap(refusalsOf)),
  ]);
  return Object.fromEntries([...codes].map((code) => [code, problemExample(code)]));
}

function bodyContent({ takes, body }: Operation): Json {
  if (takes)
    return Object.fromEntries(takes.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
  return { 'application/json': { schema: jsonSchema(body, 'input') } };
}

function answerContent({ gives, answer, shownOnce = [] }: Operation): Json {
  if (gives) {
    // A stream of JSON has no schema: it is never whole.
    const schemaOf = (type: string) => (type.endsWith('json') ? {} : { type: 'string' });
    return Object.fromEntries([gives].flat().map((type) => [type, { schema: schemaOf(type) }]));
  }
  const schema = jsonSchema(answer, 'input');
  if (shownOnce.length === 0) return { 'application/json': { schema } };
  // A repeated request gets the answer without these fields.
  const required = (schema.required as string[]).filter((field) => !shownOnce.includes(field)); // answers are objects
  return { 'application/json': { schema: { ...schema, required } } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject): Json[] {
  // A query contains text; document the schema's output type.
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
    tags: ['workspace'],
    operationId: 'listWorkspaces',
    summary: 'List the workspaces of the caller',
    responses: {
      200: {
        description: 'Sorted by organization and name',
        content: { 'application/json': { schema: jsonSchema(answer, 'input') } },
      },
      ...problems(LISTING_PROBLEMS),
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
      owner: { type: ['object', 'null'], description: 'The member who claimed the item first' },
    },
    additionalProperties: true,
  };
}

function namedSchemas(): Json {
  const all = z.toJSONSchema(z.object(Object.fromEntries(named)), { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(all.$defs ?? {}).map(([id, schema]) => [id, referring(schema)]));
}

/** Converts a schema, with references to the named schemas. */
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
