import { requestBody } from '#lib/http/request-body.ts';
import { DELIVERY_LIMIT } from './types.ts';

/**
 * A request's very bytes, no more than one beyond the limit of what is taken.
 * @throws HungUp
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of requestBody(request)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > DELIVERY_LIMIT) break;
  }
  return Buffer.concat(chunks, Math.min(size, DELIVERY_LIMIT + 1));
}
