import { Resolver } from 'node:dns/promises';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { didDocument } from './wire.ts';

type Reach = { allowPrivate: boolean | undefined; signal: AbortSignal };

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 100_000;
// Short limits: a member is waiting, and many handles have no such record.
const resolver = new Resolver({ timeout: 2_000, tries: 2 });
const DID = /^did:(plc:[a-z2-7]+|web:[a-zA-Z0-9.%-]+)$/;

/**
 * Finds the server that hosts an account, from its handle or DID: DNS or well-known file, then the DID's document.
 * @returns null when none of them names it
 */
export async function findServer(identifier: string, context: Reach): Promise<string | null> {
  const did = DID.test(identifier) ? identifier : await findDid(identifier, context);
  const address = did && addressOfDocument(did);
  const document = address ? await readText(address, context) : null;
  return document === null ? null : serverInDocument(parse(document));
}

/** The server named in a DID document. @returns its origin, or null */
export function serverInDocument(document: unknown): string | null {
  const parsed = didDocument.safeParse(document);
  const entry = parsed.data?.service?.find(({ id }) => id === '#atproto_pds' || id.endsWith('#atproto_pds'));
  const url = typeof entry?.serviceEndpoint === 'string' ? URL.parse(entry.serviceEndpoint) : null;
  return url?.origin ?? null;
}

async function findDid(handle: string, context: Reach): Promise<string | null> {
  const records = await resolver.resolveTxt(`_atproto.${handle}`).catch(() => []);
  const named = records.map((parts) => parts.join('')).find((text) => text.startsWith('did='));
  const did =
    named?.slice('did='.length) ?? (await readText(`https://${handle}/.well-known/atproto-did`, context))?.trim();
  return did && DID.test(did) ? did : null;
}

function addressOfDocument(did: string): string {
  const [, method, name = ''] = did.split(':');
  if (method === 'plc') return `https://plc.directory/${did}`;
  return `https://${decodeURIComponent(name)}/.well-known/did.json`;
}

async function readText(address: string, { allowPrivate, signal }: Reach): Promise<string | null> {
  try {
    const answer = await guardedFetch(address, {
      ...(allowPrivate !== undefined && { allowPrivate }),
      signal,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
    return answer.status === 200 ? answer.body.toString('utf8') : null;
  } catch (cause) {
    if (cause instanceof HttpFailure && cause.kind !== 'cancelled') return null;
    throw cause;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
