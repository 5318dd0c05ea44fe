import { createHash, randomBytes } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** Tokens contain their workspace's id, so that checking one reads a single row of that workspace. */
export type WorkspaceToken = { workspaceId: string; hash: string };

const SHAPE = /^(?<workspace>[A-Za-z0-9_-]{22})_[A-Za-z0-9_-]{43}$/;

/** @returns the token, which is shown once, and the hash to store */
export function createWorkspaceToken(workspaceId: string): { token: string; hash: string } {
  const token = `${Buffer.from(parse(workspaceId)).toString('base64url')}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** @returns null for a malformed token */
export function readWorkspaceToken(token: string): WorkspaceToken | null {
  const workspace = SHAPE.exec(token)?.groups?.workspace;
  if (!workspace) return null;
  try {
    return { workspaceId: stringify(Buffer.from(workspace, 'base64url')), hash: hashToken(token) };
  } catch {
    return null; // 16 bytes that are not a UUID
  }
}

/** A fast hash is enough for 256 random bits. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
