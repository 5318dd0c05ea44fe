import { rpcError } from '#sandbox/kit/google/errors.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

/** Thrown by a handler to end a call with this answer. */
export class Refused extends Error {
  readonly answer: SandboxAnswer;
  constructor(code: number, status: string, message: string) {
    super(message);
    this.answer = rpcError(code, status, message);
  }
}

export const invalid = (message: string) => new Refused(400, 'INVALID_ARGUMENT', message);
export const notFound = () => new Refused(404, 'NOT_FOUND', 'Requested entity was not found.');

export function parametersOf({ query }: SandboxRequest, known: readonly string[]): (name: string) => string {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw invalid(`Invalid JSON payload received. Unknown name "${name}"`);
  }
  return (name) => query.get(name) ?? '';
}

export function sizeOf(pageSize: string, max: number): number {
  const size = pageSize === '' ? max : Number(pageSize);
  if (!(Number.isInteger(size) && size >= 1 && size <= max)) throw invalid('Invalid page size.');
  return size;
}

/** A page of a list that does not change. */
export function sliceOf<T>(list: readonly T[], { size, token }: { size: number; token: string }) {
  const from = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from)) throw invalid('Invalid page token.');
  const next = from + size;
  const more = next < list.length ? { nextPageToken: Buffer.from(String(next)).toString('base64url') } : {};
  return { items: list.slice(from, next), more };
}
