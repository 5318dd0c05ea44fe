import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';

/** The acts in an item's history; each has a sentence in the catalogues under `history`. */
export type HistoryAct =
  | 'received'
  | 'claimed'
  | 'released'
  | 'claim_lapsed'
  | 'assigned'
  | 'routed'
  | 'unrouted'
  | 'parts_changed'
  | 'part_done'
  | 'part_reopened'
  | 'asked_for'
  | 'request_ended'
  | 'handed_over'
  | 'succeeded'
  | 'resolved'
  | 'reopened'
  | 'snoozed'
  | 'woken'
  | 'ignored'
  | 'prioritized'
  | 'tagged'
  | 'untagged'
  | 'restricted'
  | 'fields_filled'
  | 'case_joined'
  | 'case_left'
  | 'case_changed'
  | 'noted'
  | 'note_edited'
  | 'note_deleted'
  | 'replied'
  | 'reply_cancelled'
  | 'action_requested'
  | 'action_done'
  | 'action_failed'
  | 'action_unconfirmed'
  | 'approval_asked'
  | 'approval_escalated'
  | 'reply_approved'
  | 'reply_sent_back'
  | 'reply_rewritten'
  | 'approval_taken_back'
  | 'guest_approved'
  | 'guest_sent_back'
  | 'guest_answered'
  | 'guest_link_made'
  | 'guest_link_opened'
  | 'guest_link_revoked'
  | 'reply_held'
  | 'reply_rescheduled'
  | 'promise_made'
  | 'promise_kept'
  | 'promise_withdrawn'
  | 'promise_reopened'
  | 'promise_moved'
  | 'promise_due'
  | 'promise_late'
  | 'edited_upstream'
  | 'deleted_upstream'
  | 'undone';

type Entry = { itemId: string; act: HistoryAct; details?: Prisma.InputJsonValue };

/**
 * Writes entries that go with no change of the item's state, in the transaction in which they happen. Every other entry
 * is written by the statement that changes the item.
 * @param by the member, or `system`
 * @returns the entries' ids, in order
 */
export async function recordHistory(
  tx: Tx,
  by: Pick<Caller, 'workspaceId' | 'memberId'> | { workspaceId: string; system: true },
  entries: Entry[],
): Promise<string[]> {
  if (entries.length === 0) return [];
  const memberId = 'memberId' in by ? by.memberId : null;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "item_history" ("workspaceId", "memberId", "actor", "itemId", "act", "details")
    SELECT ${by.workspaceId}::uuid, ${memberId}::uuid, ${memberId ? 'member' : 'system'}, h."itemId", h."act",
      coalesce(h."details", '{}')
    FROM jsonb_to_recordset(${jsonRows(entries)}) AS h ("itemId" uuid, "act" text, "details" jsonb)
    RETURNING "id"`;
  return rows.map(({ id }) => id);
}
