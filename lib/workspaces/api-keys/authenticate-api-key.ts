import type { Caller } from '#lib/caller.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { KEY_PREFIX } from './issue-api-key.ts';
import { readWorkspaceToken } from '../tokens.ts';
import { workspaceRef } from '../workspace-ref.ts';

/** The precision of "last used", in milliseconds. */
const TOUCH_MS = 60_000;

/**
 * The member as whom an API key acts. One statement, plus one write a minute of when the key was used.
 * @param workspaceIdOrSlug the requested workspace; null for the key's own
 * @returns null for an unknown or revoked key, a key of another workspace, or one whose member has left
 */
export async function authenticateApiKey(key: string, workspaceIdOrSlug: string | null): Promise<Caller | null> {
  return (await findKeyCaller(key, workspaceIdOrSlug))?.caller ?? null;
}

/** Like `authenticateApiKey`, with the key's id. */
export async function findKeyCaller(
  key: string,
  workspaceIdOrSlug: string | null,
): Promise<{ caller: Caller; apiKeyId: string } | null> {
  if (!key.startsWith(KEY_PREFIX)) return null;
  const token = readWorkspaceToken(key.slice(KEY_PREFIX.length));
  if (!token) return null;
  const { id, slug } = workspaceRef(workspaceIdOrSlug ?? token.workspaceId);
  const [row] = await outsideWorkspaces().$queryRaw<(Caller & { keyId: string; lastUsedAt: Date | null })[]>`
    select * from caller_for_api_key(${token.workspaceId}::uuid, ${token.hash}, ${id}::uuid, ${slug})`;
  if (!row) return null;
  const { keyId, lastUsedAt, ...caller } = row;
  await touchKey({ workspaceId: caller.workspaceId, keyId, lastUsedAt });
  return { caller, apiKeyId: keyId };
}

async function touchKey({
  workspaceId,
  keyId,
  lastUsedAt,
}: {
  workspaceId: string;
  keyId: string;
  lastUsedAt: Date | null;
}) {
  const now = new Date();
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < TOUCH_MS) return;
  await inWorkspace(workspaceId, (tx) =>
    tx.apiKey.updateMany({ where: { id: keyId, lastUsedAt }, data: { lastUsedAt: now } }),
  );
}
