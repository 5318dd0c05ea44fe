import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Sealed, seal, unseal } from '#lib/crypto/seal.ts';
import type { ConnectAttempt } from '#lib/db/generated/client.ts';
import type { Connection } from '#lib/networks/contract.ts';

/** How long a member has to sign in at the network, and how long to choose. */
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

/** What has to be known again when the member comes back. */
export type Begun = z.infer<typeof begun>;
/** What the sign-in brought. */
export type Found = { networkAppId: string | null; connections: Connection<unknown>[] };

type Place = { workspaceId: string; id: string };
type Row = Place & Pick<ConnectAttempt, 'keyId' | 'sealed'>;

export function sealAttempt(place: Place, value: Begun | Found): Sealed {
  return seal(value, sealPlace(place));
}

export function openBegun(row: Row): Begun {
  return begun.parse(unseal(row, sealPlace(row)));
}

export function openFound(row: Row): Found {
  return found.parse(unseal(row, sealPlace(row)));
}

/**
 * What is given to the network and comes back with the member (RFC 6749, 10.12). It names the workspace, so that the row
 * is found behind the border; of the secret only the hash is kept.
 */
export function createState(workspaceId: string): { state: string; hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { state: `${workspaceId}.${secret}`, hash: hashOf(secret) };
}

/** @returns null for what was never made here */
export function readState(state: string): { workspaceId: string; hash: string } | null {
  const { workspaceId, secret } = STATE.exec(state)?.groups ?? {};
  return workspaceId && secret ? { workspaceId, hash: hashOf(secret) } : null;
}

/** PKCE (RFC 7636): what the network is shown first, and what proves later that it was us. */
export function createVerifier(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomBytes(SECRET_BYTES).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** The secret is 256 random bits: a fast hash keeps it. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sealPlace({ workspaceId, id }: Place): string {
  return `${workspaceId}:attempt:${id}`;
}
