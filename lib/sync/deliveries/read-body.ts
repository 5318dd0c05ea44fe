import { requestBody } from '#lib/http/request-body.ts';
import { DELIVERY_LIMIT } from './types.ts';

/**
 * Reads a request's raw bytes, at most one byte more than the limit.
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
