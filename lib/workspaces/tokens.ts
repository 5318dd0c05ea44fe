import { createHash, randomBytes } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** Secrets that lead to a workspace carry its id: the door then reads one row there and no other workspace's. */
export type WorkspaceToken = { workspaceId: string; hash: string };

const SHAPE = /^(?<workspace>[A-Za-z0-9_-]{22})_[A-Za-z0-9_-]{43}$/;

/** @returns the secret, which is shown once, and what is kept of it */
export function createWorkspaceToken(workspaceId: string): { token: string; hash: string } {
  const token = `${Buffer.from(parse(workspaceId)).toString('base64url')}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** Null for what is no such token. */
export function readWorkspaceToken(token: string): WorkspaceToken | null {
  const workspace = SHAPE.exec(token)?.groups?.workspace;
  if (!workspace) return null;
  try {
    return { workspaceId: stringify(Buffer.from(workspace, 'base64url')), hash: hashToken(token) };
  } catch {
    return null; // 16 bytes that are no UUID
  }
}

/** The secrets are 256 random bits: a fast hash keeps them. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
