import { parse, stringify } from 'uuid';
import { isSigned, sign } from '#lib/crypto/sign.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { publicLink } from '#lib/mail/public-link.ts';

const PURPOSE = 'public media';
const LIFE_MS = 60 * 60_000;
const ID_BYTES = 16;
const TIME_BYTES = 6;

/**
 * Where a network can fetch an attachment without signing in, for an hour: some take an address in place of the bytes.
 * The address holds all that is needed to serve it, signed; nothing is stored.
 */
export function publicMediaUrl(workspaceId: string, attachmentId: string, now = new Date()): string {
  const until = Buffer.alloc(TIME_BYTES);
  until.writeUIntBE(now.getTime() + LIFE_MS, 0, TIME_BYTES);
  const named = Buffer.concat([parse(workspaceId), parse(attachmentId), until]).toString('base64url');
  return publicLink(`/api/media-out/${named}.${sign(named, PURPOSE)}`);
}

/** The attachment that such an address stands for; null when it was not made here, is over, or there is none any more. */
export async function readPublicMedia(
  token: string,
  now = new Date(),
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mimeType: string } | null> {
  const [named = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(named, 'base64url');
  if (bytes.length !== 2 * ID_BYTES + TIME_BYTES || !isSigned(named, signature, PURPOSE)) return null;
  if (bytes.readUIntBE(2 * ID_BYTES, TIME_BYTES) <= now.getTime()) return null;
  const [workspaceId, id] = [idAt(bytes, 0), idAt(bytes, ID_BYTES)];
  return await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id } };
    const found = await tx.attachment.findUnique({ where, select: { bytes: true, mimeType: true } });
    return found?.bytes && found.mimeType ? { bytes: found.bytes, mimeType: found.mimeType } : null;
  });
}

function idAt(bytes: Buffer, from: number): string {
  return stringify(bytes.subarray(from, from + ID_BYTES));
}
