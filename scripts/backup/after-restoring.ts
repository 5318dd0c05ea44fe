/**
 * The statements that correct restored data, in the same transaction. After the backup, replies were sent that it stores as
 * queued, and messages came that it does not contain.
 */
export const afterRestoring = (takenAt: string): { text: string; values?: string[] }[] => [
  // A queued reply, or one that waited for an approval, may have been sent since, so look on the network before sending it.
  // One that is not there and lacks its approval waits for it again.
  {
    text: `UPDATE "action" SET "lookFirst" = true, "leaseUntil" = CASE WHEN "state" = 'sending' THEN now() END,
     "state" = CASE WHEN "state" = 'awaiting_approval' THEN 'queued' ELSE "state" END
   WHERE "state" IN ('queued', 'sending', 'awaiting_approval', 'sent_back')`,
  },
  // A scheduled reply may have been sent before its time. One whose time has passed since is nobody's to send unasked.
  {
    text: `UPDATE "action" SET "lookFirst" = true,
     "seen" = CASE WHEN "state" = 'scheduled' AND "dueAt" <= now() THEN "seen" || '{"restored": true}' ELSE "seen" END
   WHERE "state" IN ('scheduled', 'held')`,
  },
  // The leases belong to workers of another instance.
  { text: `UPDATE "channel" SET "pullLeaseUntil" = NULL, "nextPullAt" = now()` },
  { text: `UPDATE "channel_credential" SET "leaseUntil" = NULL` },
  // The time since the backup is a gap, which is read again and shown.
  {
    text: `INSERT INTO "channel_gap" ("workspaceId", "channelId", "reason", "fromAt")
   SELECT "workspaceId", "id", 'outage', $1::timestamptz FROM "channel" WHERE "status" IN ('connected', 'reconnect')
   ON CONFLICT DO NOTHING`,
    values: [takenAt],
  },
];
