import type { Transition } from './transition.ts';
import { allStatuses, becomes, comesBack, reopensAllButIgnored, unchanged } from './status-moves.ts';

/**
 * The one table of which event moves an item from which status to which, and what changes with it. Two rules hold for
 * all events and are therefore no column: an item has `snoozedUntil` exactly while it is snoozed and `resolvedAt`
 * exactly while it is resolved. An item that needs all parts is not closed before they are done (`change/close-sql.ts`).
 * `change/transition-sql.ts` turns the table into SQL; nothing else decides a status.
 */
export const transitions = {
  message_received: {
    when: 'The contact writes',
    to: { new: 'open', ...reopensAllButIgnored },
    inbound: 'follow',
    history: 'reopened',
    historyIf: 'reopened',
  },
  answered_elsewhere: {
    when: 'The brand answers outside Parvis, after all that is known',
    to: { new: 'waiting', ...unchanged, open: 'waiting' },
    inbound: 'follow',
  },
  older_message_stored: {
    when: 'A message of the brand arrives late: newer ones are known',
    to: unchanged,
    inbound: 'follow',
  },
  review_edited: { when: 'The author edits a review', to: reopensAllButIgnored },
  content_changed: { when: 'A message is edited, deleted, hidden or erased', to: unchanged },
  message_removed: { when: 'A message is taken out of the item', to: unchanged, sendFailed: 'check' },
  reply_rejected: { when: 'The network rejects a reply that it had taken', to: comesBack, sendFailed: 'set' },

  reply_queued: {
    when: 'A member replies',
    to: becomes('waiting'),
    owner: 'claim_if_free',
    history: 'replied',
  },
  reply_queued_and_resolve: {
    when: 'A member replies and resolves',
    to: becomes('resolved'),
    needs: 'fields',
    owner: 'claim_if_free',
    history: 'replied',
  },
  reply_sent_again: {
    when: 'A member sends a failed reply again, and the contact has not written since',
    to: { ...unchanged, open: 'waiting' },
    sendFailed: 'check',
    history: 'action_requested',
  },
  action_sent_again: {
    when: 'A member tries another failed action again',
    to: unchanged,
    sendFailed: 'check',
    history: 'action_requested',
  },
  action_requested: { when: 'A member moderates a message', to: unchanged, history: 'action_requested' },
  action_progressed: { when: 'An action begins to be sent, or waits for its next attempt', to: unchanged },
  action_done: { when: 'The network confirms an action', to: unchanged, sendFailed: 'check', history: 'action_done' },
  reply_failed: { when: 'A reply fails', to: comesBack, sendFailed: 'set', history: 'action_failed' },
  action_failed: { when: 'Another action fails', to: unchanged, sendFailed: 'set', history: 'action_failed' },
  action_unconfirmed: {
    when: 'Nobody can tell whether an action was done',
    to: unchanged,
    sendFailed: 'set',
    history: 'action_unconfirmed',
  },
  reply_cancelled: {
    when: 'A member takes back a reply that nothing else answers for',
    to: { ...unchanged, waiting: 'before', resolved: 'before' },
    sendFailed: 'check',
    history: 'reply_cancelled',
  },
  action_cancelled: {
    when: 'A member takes back another action, or puts a failed one away',
    to: unchanged,
    sendFailed: 'check',
    history: 'reply_cancelled',
  },

  reply_held: {
    when: 'A scheduled reply is held, because something has happened since',
    to: comesBack,
    history: 'reply_held',
  },
  reply_held_aside: {
    when: 'A scheduled reply is held, because a colleague has answered or closed the item',
    to: unchanged,
    history: 'reply_held',
  },
  reply_rescheduled: {
    when: 'A member gives a scheduled reply another time or text, or sends it now',
    to: { ...unchanged, open: 'waiting' },
    history: 'reply_rescheduled',
  },
  reply_left: { when: 'The time of a scheduled reply has come', to: { ...unchanged, open: 'waiting' } },

  approval_asked: { when: 'A reply has to be approved first', to: unchanged, history: 'approval_asked' },
  approval_escalated: {
    when: 'A reply waits for an approval, and its window closes soon',
    to: unchanged,
    history: 'approval_escalated',
  },
  reply_approved: { when: 'Somebody approves a reply', to: unchanged, history: 'reply_approved' },
  reply_sent_back: { when: 'A reply is sent back to its author', to: comesBack, history: 'reply_sent_back' },
  approval_taken_back: {
    when: 'Who may approve takes an approval back before the reply is sent',
    to: unchanged,
    history: 'approval_taken_back',
  },
  reply_approved_by_guest: { when: 'A guest approves a reply', to: unchanged, history: 'guest_approved' },
  reply_sent_back_by_guest: { when: 'A guest sends a reply back', to: comesBack, history: 'guest_sent_back' },
  guest_answered: { when: 'A guest answers a question', to: unchanged, history: 'guest_answered' },
  guest_link_made: { when: 'A member makes a link for a guest', to: unchanged, history: 'guest_link_made' },
  guest_link_opened: { when: 'A guest opens the link', to: unchanged, history: 'guest_link_opened' },
  guest_link_revoked: { when: 'A member revokes the link of a guest', to: unchanged, history: 'guest_link_revoked' },
  reply_rewritten: { when: 'Its author corrects a reply', to: unchanged, history: 'reply_rewritten' },
  reply_resubmitted: {
    when: 'Its author corrects a reply that was sent back, and the contact has not written since',
    to: { ...unchanged, open: 'waiting' },
    history: 'reply_rewritten',
  },

  promise_made: { when: 'A promise is owed', to: unchanged, history: 'promise_made' },
  promise_kept: { when: 'A promise is kept', to: unchanged, history: 'promise_kept' },
  promise_withdrawn: { when: 'A member withdraws a promise', to: unchanged, history: 'promise_withdrawn' },
  promise_reopened: { when: 'A promise that had ended is owed again', to: unchanged, history: 'promise_reopened' },
  promise_moved: { when: 'A member gives a promise another moment', to: unchanged, history: 'promise_moved' },
  promise_due: { when: 'A promise is due soon', to: reopensAllButIgnored, history: 'promise_due' },
  promise_late: { when: 'A promise is late', to: reopensAllButIgnored, history: 'promise_late' },

  claimed: { when: 'A member claims it', to: unchanged, owner: 'claim', history: 'claimed', undo: true },
  lease_renewed: { when: 'Its owner is still at work', to: unchanged, owner: 'renew', silentIn: allStatuses },
  released: { when: 'A member releases it', to: unchanged, owner: 'release', history: 'released', undo: true },
  claim_lapsed: { when: 'The lease of its owner ends', to: { open: 'open' }, owner: 'lapse', history: 'claim_lapsed' },
  assigned: {
    when: 'A lead assigns it',
    to: unchanged,
    owner: 'assign',
    terms: 'set',
    history: 'assigned',
    undo: true,
  },
  routed: { when: 'It is distributed to somebody', to: { open: 'open' }, owner: 'assign', history: 'routed' },
  unrouted: { when: 'Who got it so has left', to: { open: 'open' }, owner: 'release', history: 'unrouted' },
  assignment_changed: {
    when: 'A lead changes who else has a part in it, its team, or who must finish',
    to: unchanged,
    terms: 'set',
    history: 'parts_changed',
    undo: true,
  },
  part_done: { when: 'A member finishes their part', to: unchanged, part: 'done', history: 'part_done', undo: true },
  part_reopened: {
    when: 'A member has their part to do again',
    to: unchanged,
    part: 'undone',
    history: 'part_reopened',
    undo: true,
  },
  asked_for: { when: 'A colleague asks its owner for it', to: unchanged, history: 'asked_for' },
  request_ended: { when: 'A request for it is declined or withdrawn', to: unchanged, history: 'request_ended' },
  handed_over: {
    when: 'Its owner hands it to a colleague',
    to: unchanged,
    owner: 'assign',
    history: 'handed_over',
    undo: true,
  },
  handed_over_as_asked: {
    when: 'Its owner hands it to a colleague who asked',
    to: unchanged,
    owner: 'claim',
    history: 'handed_over',
    undo: true,
  },
  team_deleted: { when: 'Its team is deleted', to: unchanged, terms: 'set' },
  member_left: {
    when: 'Its owner leaves the workspace, may no longer work on items, or no longer sees its channel',
    to: unchanged,
    owner: 'release',
    history: 'released',
    silentIn: ['resolved', 'ignored'],
  },
  owner_succeeded: {
    when: 'Its owner leaves the workspace, and a colleague takes over',
    to: unchanged,
    owner: 'assign',
    history: 'succeeded',
  },
  part_succeeded: {
    when: 'Somebody with a part in it leaves the workspace, and a colleague takes over',
    to: { open: 'open', waiting: 'waiting', snoozed: 'snoozed' },
    history: 'parts_changed',
  },
  contributor_left: {
    when: 'A contributor leaves the workspace, may no longer work on items, or no longer sees its channel',
    to: { open: 'open', waiting: 'waiting', snoozed: 'snoozed' },
  },

  resolved: {
    when: 'A member resolves it',
    to: { open: 'resolved', waiting: 'resolved', snoozed: 'resolved', ignored: 'resolved' },
    needs: 'fields',
    sendFailed: 'clear',
    history: 'resolved',
    undo: true,
  },
  reopened: {
    when: 'A member reopens it',
    to: { waiting: 'open', snoozed: 'open', resolved: 'open', ignored: 'open' },
    history: 'reopened',
    undo: true,
  },
  snoozed: { when: 'A member snoozes it', to: becomes('snoozed'), history: 'snoozed', undo: true },
  snooze_ended: { when: 'Its snooze ends', to: { snoozed: 'open' }, history: 'woken' },
  ignored: {
    when: 'A member ignores it',
    to: { open: 'ignored', waiting: 'ignored', snoozed: 'ignored', resolved: 'ignored' },
    sendFailed: 'clear',
    history: 'ignored',
    undo: true,
  },

  prioritized: {
    when: 'A member sets its priority',
    to: unchanged,
    priority: 'set',
    history: 'prioritized',
    undo: true,
  },
  tagged: { when: 'A member tags it', to: unchanged, history: 'tagged', undo: true },
  untagged: { when: 'A member takes tags off', to: unchanged, history: 'untagged', undo: true },
  case_joined: { when: 'It is put into a case', to: unchanged, inCase: 'set', history: 'case_joined', undo: true },
  case_left: { when: 'It is taken out of its case', to: unchanged, inCase: 'set', history: 'case_left', undo: true },
  case_changed: { when: 'A member changes the case that it is in', to: unchanged, history: 'case_changed' },
  case_touched: { when: 'What is shown beside it of its case, or of a suggested one, changes', to: unchanged },
  fields_filled: { when: 'A member answers what is asked', to: unchanged, history: 'fields_filled' },
  restricted: { when: 'A member chooses who sees it', to: unchanged, history: 'restricted' },
  noted: { when: 'A member writes a note', to: unchanged, history: 'noted', undo: true },
  note_edited: { when: 'A member edits a note', to: unchanged, history: 'note_edited' },
  note_deleted: { when: 'A member deletes a note', to: unchanged, history: 'note_deleted', undo: true },
  undone: { when: 'A member undoes an act', to: becomes('before'), restores: true, history: 'undone' },
} as const satisfies Record<string, Transition>;

export type ItemEvent = keyof typeof transitions;

/** A row of the table, in one type for all events. */
export const transitionOf = (event: ItemEvent): Transition => transitions[event];
