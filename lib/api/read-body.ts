import { HungUp, requestBody } from '#lib/http/request-body.ts';
import { RequestRefusal } from './problem.ts';

/**
 * Reads the body up to a limit. A body with a larger declared length is not read; one that turns out larger is cut off.
 * @throws RequestRefusal `body_too_large`; HungUp
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) throw new RequestRefusal('body_too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of requestBody(request)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new RequestRefusal('body_too_large');
    chunks.push(chunk);
  }
  // Next leaves the body out when the connection is closed already.
  if (size < declared && request.signal.aborted) throw new HungUp('the body did not arrive');
  return new Uint8Array(Buffer.concat(chunks));
}

/** The request's media type without parameters, in lower case. */
export function mediaType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * Parses a JSON body; an empty one counts as `{}`.
 * @throws RequestRefusal `unsupported_media_type`, `malformed_json`
 */
export function parseJson(bytes: Uint8Array, type: string): unknown {
  if (bytes.byteLength === 0) return {};
  if (type !== 'application/json' && !type.endsWith('+json')) throw new RequestRefusal('unsupported_media_type');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new RequestRefusal('malformed_json');
  }
}
