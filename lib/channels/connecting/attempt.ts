import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Sealed, seal, unseal } from '#lib/crypto/seal.ts';
import type { ConnectAttempt } from '#lib/db/generated/client.ts';
import type { Connection } from '#lib/networks/contract.ts';

/** How long a member has to sign in at the network, and then to choose accounts, in milliseconds. */
export const ATTEMPT_MS = 15 * 60_000;

const SECRET_BYTES = 32;
const STATE = /^(?<workspaceId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<secret>[A-Za-z0-9_-]{43})$/;

const begun = z.object({ codeVerifier: z.string(), redirectUri: z.string(), networkAppId: z.string().nullable() });
const found = z.object({
  networkAppId: z.string().nullable(),
  connections: z.array(
    z.object({
      account: z.object({
        externalId: z.string(),
        handle: z.string(),
        name: z.string(),
        avatarUrl: z.string().exactOptional(),
        profileUrl: z.string().exactOptional(),
      }),
      credentials: z.unknown(),
      rights: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
    }),
  ),
});

/** What we need to remember until the member comes back. */
export type Begun = z.infer<typeof begun>;
/** The accounts that the sign-in returned. */
export type Found = { networkAppId: string | null; connections: Connection<unknown>[] };

type AttemptRef = { workspaceId: string; id: string };
type Row = AttemptRef & Pick<ConnectAttempt, 'keyId' | 'sealed'>;

export function sealAttempt(attempt: AttemptRef, value: Begun | Found): Sealed {
  return seal(value, keyOf(attempt));
}

export function openBegun(row: Row): Begun {
  return begun.parse(unseal(row, keyOf(row)));
}

export function openFound(row: Row): Found {
  return found.parse(unseal(row, keyOf(row)));
}

/**
 * Creates the OAuth state that comes back with the member (RFC 6749, 10.12). It names the workspace, so that the row can
 * be read under row-level security; only a hash of the secret is stored.
 */
export function createState(workspaceId: string): { state: string; hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { state: `${workspaceId}.${secret}`, hash: hashOf(secret) };
}

/** @returns null for a state that we did not create */
export function readState(state: string): { workspaceId: string; hash: string } | null {
  const { workspaceId, secret } = STATE.exec(state)?.groups ?? {};
  return workspaceId && secret ? { workspaceId, hash: hashOf(secret) } : null;
}

/** PKCE (RFC 7636): the challenge that goes to the network first, and the verifier that proves later that it was us. */
export function createVerifier(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomBytes(SECRET_BYTES).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** A fast hash is enough for 256 random bits. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function keyOf({ workspaceId, id }: AttemptRef): string {
  return `${workspaceId}:attempt:${id}`;
}
