import { Prisma } from '#lib/db/generated/client.ts';
import type { StockQuota } from './limits.ts';

/** A live stream counts as open so long after the last sign of its process, in seconds. */
export const STREAM_LAPSE_SECONDS = 45;

const whole = Prisma.sql`NULL::uuid AS "subject"`;
const openStreams = Prisma.sql`FROM "live_stream" WHERE "seenAt" > now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})`;
const waitingUploads = Prisma.sql`FROM "attachment" WHERE "messageId" IS NULL`;
const ownUploads = Prisma.sql`${waitingUploads} AND "uploaderId" IS NOT NULL GROUP BY 1`;
const openKeys = Prisma.sql`FROM "api_key" WHERE "revokedAt" IS NULL`;
const openAttempts = Prisma.sql`FROM "connect_attempt" WHERE "expiresAt" > now()`;
/** The length of stored bytes is known without reading them. */
const bytes = Prisma.sql`coalesce(sum(octet_length("bytes")), 0)::bigint AS "used"`;
const count = Prisma.sql`count(*) AS "used"`;

/**
 * How much there is of each stock in the workspace that the transaction is in: rows of `subject` (the member or the
 * item; null for the workspace) and `used`. The same count refuses and is shown to the operator.
 */
export const stocks = {
  live_streams: Prisma.sql`SELECT ${whole}, ${count} ${openStreams}`,
  live_streams_of_member: Prisma.sql`SELECT "memberId" AS "subject", ${count} ${openStreams} GROUP BY 1`,
  waiting_uploads: Prisma.sql`SELECT ${whole}, ${count} ${waitingUploads}`,
  waiting_uploads_of_member: Prisma.sql`SELECT "uploaderId" AS "subject", ${count} ${ownUploads}`,
  waiting_upload_bytes: Prisma.sql`SELECT ${whole}, ${bytes} ${waitingUploads}`,
  waiting_upload_bytes_of_member: Prisma.sql`SELECT "uploaderId" AS "subject", ${bytes} ${ownUploads}`,
  tags: Prisma.sql`SELECT ${whole}, ${count} FROM "tag"`,
  shared_views: Prisma.sql`SELECT ${whole}, ${count} FROM "saved_view" WHERE "memberId" IS NULL`,
  views_of_member: Prisma.sql`
    SELECT "memberId" AS "subject", ${count} FROM "saved_view" WHERE "memberId" IS NOT NULL GROUP BY 1`,
  saved_replies: Prisma.sql`SELECT ${whole}, ${count} FROM "saved_reply"`,
  shared_saved_replies: Prisma.sql`SELECT ${whole}, ${count} FROM "organization_saved_reply"`,
  reply_fields: Prisma.sql`SELECT ${whole}, ${count} FROM "reply_field"`,
  item_fields: Prisma.sql`SELECT ${whole}, ${count} FROM "item_field"`,
  open_invitations: Prisma.sql`
    SELECT ${whole}, ${count} FROM "invitation"
    WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > now()`,
  api_keys: Prisma.sql`SELECT ${whole}, ${count} ${openKeys}`,
  api_keys_of_member: Prisma.sql`SELECT "memberId" AS "subject", ${count} ${openKeys} GROUP BY 1`,
  notes_of_item: Prisma.sql`SELECT "itemId" AS "subject", ${count} FROM "note" GROUP BY 1`,
  note_files_of_item: Prisma.sql`SELECT "itemId" AS "subject", ${count} FROM "note_file" GROUP BY 1`,
  note_file_bytes_of_member: Prisma.sql`
    SELECT "uploaderId" AS "subject", coalesce(sum("size"), 0)::bigint AS "used" FROM "note_file" GROUP BY 1`,
  open_guest_links_of_item: Prisma.sql`
    SELECT "itemId" AS "subject", ${count} FROM "guest_link"
    WHERE "answeredAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > now() GROUP BY 1`,
  network_apps: Prisma.sql`SELECT ${whole}, ${count} FROM "network_app"`,
  open_connect_attempts: Prisma.sql`SELECT ${whole}, ${count} ${openAttempts}`,
  open_connect_attempts_of_member: Prisma.sql`SELECT "memberId" AS "subject", ${count} ${openAttempts} GROUP BY 1`,
} as const satisfies Record<StockQuota, Prisma.Sql>;
