import type { SandboxAnswer } from '#sandbox/kit/types.ts';

/** The older error body of Google's APIs. */
export function legacyError(status: number, reason: string, message: string, domain = 'global'): SandboxAnswer {
  return { status, json: { error: { code: status, message, errors: [{ message, domain, reason }] } } };
}

const TYPE = 'type.googleapis.com/google.rpc.ErrorInfo';

/** `google.rpc.Status` as JSON. */
export function rpcError(
  code: number,
  status: string,
  message: string,
  info?: { reason: string; metadata?: Record<string, string> },
): SandboxAnswer {
  const details = info ? [{ '@type': TYPE, domain: 'googleapis.com', ...info }] : undefined;
  return { status: code, json: { error: { code, message, status, ...(details ? { details } : {}) } } };
}

/** Google's answer for an unknown address: an HTML page, not JSON. */
export const unknownAddress: SandboxAnswer = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: '<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title>',
};
