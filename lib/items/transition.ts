import type { HistoryAct } from './history/record-history.ts';
import type { ItemStatus } from './types.ts';

/** What one event does to an item. Fields that it does not name stay the same. */
export type Transition = {
  /** The event, as a sentence of the docs. */
  when: string;
  /**
   * The next status for each status. `before` returns to an earlier status. In a status that is absent, the event does not
   * change the item. `new` is the status of an item that the event creates.
   */
  to: Partial<Record<ItemStatus | 'new', ItemStatus | 'before'>>;
  /**
   * `claim`: a lease; `claim_if_free`: a lease where nobody has it; `assign`: no lease; `renew`: a later end of the lease;
   * `lapse`: released, and the item remembers whose lease ended.
   */
  owner?: 'claim' | 'claim_if_free' | 'assign' | 'renew' | 'release' | 'lapse';
  /** The owner's own part. An owner who changes, or an item that comes back to `open`, has it to do again. */
  part?: 'done' | 'undone';
  /** Sets the team, and who must finish, where the values name them. */
  terms?: 'set';
  /** `check`: cleared when no action of the item is failed or unconfirmed any more. */
  sendFailed?: 'set' | 'clear' | 'check';
  /** Unread marks and the reply deadline follow the contact's latest message. */
  inbound?: 'follow';
  priority?: 'set';
  /** Puts the item into a case, or takes it out. */
  inCase?: 'set';
  /** It resolves no item that lacks an answer for which the workspace asks. */
  needs?: 'fields';
  /** The entry in the item's history; absent for none. */
  history?: HistoryAct;
  /** The entry is written only for an item that comes back to `open`. */
  historyIf?: 'reopened';
  /** The member can undo it. */
  undo?: true;
  /** Restores everything that an earlier act of the same member changed. */
  restores?: true;
  /** Statuses in which it causes neither a live event nor a history entry. */
  silentIn?: readonly ItemStatus[];
};
