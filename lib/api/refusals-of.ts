import type { Operation } from './operation.ts';
import { type ProblemCode, statusOf } from './problem.ts';

/**
 * Every problem that an operation can answer: those that follow from its shape (authentication, input, idempotency) and
 * those that its act declares.
 */
export function refusalsOf(operation: Operation): readonly ProblemCode[] {
  const known = made.get(operation) ?? allOf(operation);
  made.set(operation, known);
  return known;
}

const made = new WeakMap<Operation, readonly ProblemCode[]>();

function allOf({ method, takes, query, refusals = [] }: Operation): readonly ProblemCode[] {
  const codes: ProblemCode[] = ['not_signed_in', 'not_allowed', 'not_found', 'unexpected', ...refusals];
  if (method !== 'GET') codes.push('cross_origin', 'body_too_large', 'unsupported_media_type');
  if (method !== 'GET' && !takes) codes.push('malformed_json');
  if (method === 'POST') codes.push('malformed_key', 'idempotency_mismatch', 'in_progress');
  if (method !== 'GET' || Object.keys(query.shape).length > 0) codes.push('invalid');
  return [...new Set(codes)].sort((a, b) => statusOf(a) - statusOf(b));
}
