/**
 * What is no longer true once a backup is restored, as statements that run in the restoring transaction. The world went on after it: replies were sent that the backup only knows as queued, and
 * messages came that it does not know.
 */
export const afterRestoring = (takenAt: string): { text: string; values?: string[] }[] => [
  // A reply that waited then may have been sent since: look on the network before sending it.
  {
    text: `UPDATE "action" SET "lookFirst" = true, "leaseUntil" = CASE WHEN "state" = 'sending' THEN now() END
   WHERE "state" IN ('queued', 'sending')`,
  },
  // Nobody reads or renews here yet, whatever another installation was doing.
  { text: `UPDATE "channel" SET "pullLeaseUntil" = NULL, "nextPullAt" = now()` },
  { text: `UPDATE "channel_credential" SET "leaseUntil" = NULL` },
  // What came in the meantime is read again, and the proof of completeness shows it.
  {
    text: `INSERT INTO "channel_gap" ("workspaceId", "channelId", "reason", "fromAt")
   SELECT "workspaceId", "id", 'outage', $1::timestamptz FROM "channel" WHERE "status" IN ('connected', 'reconnect')
   ON CONFLICT DO NOTHING`,
    values: [takenAt],
  },
];
