import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

/**
 * Checks an exchange against a network's specification.
 * @returns what is wrong with it, a sentence each; undefined where the network publishes no document of that address
 */
export type SpecCheck = (network: string, request: SandboxRequest, answer: SandboxAnswer) => string[] | undefined;

/** A call and its answer, in the terms of a specification. */
export type Exchange = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Without its parameters; empty where there is no body. */
  contentType: string;
  /** A form is an object of its fields; a body that is neither a form nor JSON is not checked. */
  body: unknown;
  status: number;
  answer: unknown;
};

export function exchangeOf({ method, path, query, headers, body }: SandboxRequest, answer: SandboxAnswer): Exchange {
  const contentType = body.length === 0 ? '' : mediaTypeOf(headers['content-type']);
  const told = { method, path, query, contentType, body: readBody(contentType, body) };
  return { ...told, status: answer.status, answer: answer.json };
}

function readBody(contentType: string, body: Buffer): unknown {
  if (contentType === 'application/json') return JSON.parse(body.toString()) as unknown;
  if (contentType === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  return undefined;
}

function mediaTypeOf(header = ''): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}
