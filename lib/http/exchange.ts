import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { HttpFailure } from './http-failure.ts';

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/**
 * Sends one request and reads the response into memory, up to `maxBytes`. It uses the dispatcher directly because only
 * the dispatcher shows whether the request was ever sent, which decides whether it may be repeated.
 * @throws HttpFailure
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { signal, maxBytes }: { signal: AbortSignal; maxBytes: number },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let size = 0;
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;

    const fail = (failure: HttpFailure) => {
      signal.removeEventListener('abort', stop);
      reject(failure);
      controller?.abort(failure);
    };
    const stop = () => fail(stopped(signal.reason, sent));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });

    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) return started.abort(stopped(signal.reason, false));
        sent = true;
      },
      onResponseStart(_controller, statusCode, received) {
        status = statusCode;
        headers = received;
        if (Number(received['content-length'] ?? 0) > maxBytes) fail(new HttpFailure('too_large', { sent }));
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size > maxBytes) fail(new HttpFailure('too_large', { sent }));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        signal.removeEventListener('abort', stop);
        resolve({ status, headers, body: Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        signal.removeEventListener('abort', stop);
        reject(failureOf(error, sent));
      },
    });
  });
}

/** A signal can carry any reason; only a TimeoutError means a timeout. */
function stopped(reason: unknown, sent: boolean): HttpFailure {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  return new HttpFailure(isTimeout ? 'timed_out' : 'cancelled', { sent, cause: reason });
}

function failureOf(cause: Error, sent: boolean): HttpFailure {
  if (cause instanceof HttpFailure) return cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code.endsWith('_TIMEOUT')) return new HttpFailure('timed_out', { sent, cause });
  if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(code)) {
    return new HttpFailure('server_not_found', { sent, cause, detail: cause.message });
  }
  return new HttpFailure('unreachable', { sent, cause, detail: code || cause.message });
}
