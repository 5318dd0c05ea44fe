import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { matchOperation } from '#lib/api/match-operation.ts';
import { openApiDocument } from '#lib/api/openapi.ts';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import { isFitText } from '#lib/check-text.ts';

export type Answered = { status: number; headers: Headers; text: string };
type Response = { content?: Record<string, unknown> };

const ID = 'https://parvis.test/openapi.json';
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
ajv.addFormat('binary', true);
ajv.addSchema({ ...openApiDocument(), $id: ID });

const compiled = new Map<string, ValidateFunction>();

/**
 * Checks an answer of the API against the OpenAPI document: the document must name its status and media type for the
 * operation, the body must match the schema, and a refusal's code must be one that the operation names.
 * @param path below `/api/v1/`
 * @throws Error that says what is not documented
 */
export function checkAgainstDocument(method: string, path: string, answer: Answered): void {
  const found = operationAt(method, path);
  if (!found) return;
  const { id, address } = found;
  const verb = method.toLowerCase();
  const response = at(['paths', address, verb, 'responses', String(answer.status)]) as Response | undefined;
  const said = `${id} answered ${answer.status} ${answer.text.slice(0, 300)}`;
  // A client that hung up reads no answer.
  if (answer.status === 499) return;
  if (!response) throw new Error(`${said}: the document does not name that status`);
  const type = answer.headers.get('content-type')?.split(';', 1)[0] ?? '';
  if (!response.content) {
    if (answer.text !== '') throw new Error(`${said}: the document names no body`);
    return;
  }
  const media = Object.keys(response.content).find((one) => isOfType(type, one));
  if (!media) throw new Error(`${said}: the document does not name ${type}`);
  if (!media.endsWith('json')) return;
  const validate = validator(['paths', address, verb, 'responses', String(answer.status), 'content', media, 'schema']);
  if (!validate(JSON.parse(answer.text))) throw new Error(`${said}: ${ajv.errorsText(validate.errors)}`);
}

/** The operation of a request, and its path in the document; null when there is none. */
export function operationAt(
  method: string,
  path: string,
): { id: string; address: string; operation?: Operation } | null {
  const [pathname = ''] = path.split('?');
  if (pathname === 'workspaces') return method === 'GET' ? { id: 'listWorkspaces', address: '/workspaces' } : null;
  const [first, ...rest] = pathname.split('/').map(decoded);
  if (first !== 'workspaces' || ![first, ...rest].every(isFitText)) return null;
  const matched = matchOperation(operations, method, rest.slice(1));
  if (!matched || 'methods' in matched) return null;
  return { id: matched.operation.id, address: addressOf(matched.operation), operation: matched.operation };
}

/** Where the document describes an operation. */
export function addressOf({ path }: Operation): string {
  return `/workspaces/{workspace}${path === '' ? '' : `/${path}`}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '\u0000'; // at no address of ours
  }
}

function isOfType(type: string, pattern: string): boolean {
  const prefix = pattern.split('*', 1)[0] ?? '';
  return pattern.includes('*') ? type.startsWith(prefix) : type === pattern;
}

function at(keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], openApiDocument());
}

function validator(keys: string[]): ValidateFunction {
  const pointer = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const known = compiled.get(pointer) ?? ajv.compile({ $ref: `${ID}#/${pointer}` });
  compiled.set(pointer, known);
  return known;
}
