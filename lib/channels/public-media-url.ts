import { parse, stringify } from 'uuid';
import { isSigned, sign } from '#lib/crypto/sign.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { publicLink } from '#lib/mail/public-link.ts';

const PURPOSE = 'public media';
const LIFE_MS = 60 * 60_000;
const ID_BYTES = 16;
const TIME_BYTES = 6;

/**
 * An address from which a network can fetch an attachment for an hour without signing in; some networks take an address
 * instead of bytes. The signed address contains everything needed to serve it; nothing is stored.
 */
export function publicMediaUrl(workspaceId: string, attachmentId: string, now = new Date()): string {
  const until = Buffer.alloc(TIME_BYTES);
  until.writeUIntBE(now.getTime() + LIFE_MS, 0, TIME_BYTES);
  const named = Buffer.concat([parse(workspaceId), parse(attachmentId), until]).toString('base64url');
  return publicLink(`/api/media-out/${named}.${sign(named, PURPOSE)}`);
}

/** The attachment of such an address; null when the address is forged or expired, or the attachment is gone. */
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
