import { headers } from 'next/headers';
import { withOrigin } from '#lib/origin.ts';
import { readClientAddress } from './forwarded-headers.ts';
import { readSessionId } from './session-cookie.ts';

/** Runs what a request asks for, so that the audit log knows the address and the session that it came from. */
export async function fromHere<T>(run: () => Promise<T>): Promise<T> {
  const origin = { address: readClientAddress(await headers()), sessionId: await readSessionId() };
  return await withOrigin(origin, run);
}
