import type { ItemKind } from './item-kinds.ts';
import { hideSecrets } from '#lib/hide-secrets.ts';
import { storable } from '#lib/text/storable.ts';

/** What went wrong at a network. The kind decides what happens next. */
export type NetworkErrorKind =
  /** Refresh the credentials once; if that does not help, the channel must be reconnected. */
  | 'unauthorized'
  /** Wait until `retryAt`; does not count as an attempt. */
  | 'rate_limited'
  /** Show it to the CM; never retry. */
  | 'refused'
  /** The target does not exist any more. */
  | 'gone'
  /** Retry with growing pauses. Nothing happened at the network. */
  | 'unavailable'
  /** It may have happened: check before sending again. */
  | 'outcome_unknown';

/** Key of the sentence that the CM sees (`errors.network.<reason>` in the message catalogues). */
export type NetworkErrorReason =
  | 'bad_credentials'
  | 'second_factor_required'
  | 'account_suspended'
  | 'missing_permission'
  | 'text_too_long'
  | 'attachment_refused'
  | 'replies_not_allowed'
  | 'blocked'
  | 'target_gone'
  | 'not_offered'
  | 'too_many_hidden'
  | 'rate_limited'
  | 'address_not_allowed'
  | 'server_not_found'
  | 'unreachable'
  | 'unexpected_answer'
  | 'rejected'
  | 'window_closed'
  /** Each message takes one private reply, and it was sent. */
  | 'already_used'
  /** An app may answer only people who mention or quote the account. */
  | 'not_summoned'
  /** The operator's app needs a higher access level. */
  | 'tier_needed'
  /** The network must approve the operator's app first. */
  | 'approval_needed'
  | 'region_excluded'
  | 'not_own_thread'
  | 'not_own_message'
  | 'top_level_only'
  /** There must be a conversation with the person first. */
  | 'no_conversation'
  | 'target_hidden'
  /** The person accepts no messages from the account. */
  | 'recipient_closed'
  /** The conversation is encrypted end to end: only the network's own apps can read and answer it. */
  | 'encrypted'
  | 'comments_closed'
  | 'author_unknown'
  | 'duplicate_text'
  | 'budget_spent'
  | 'quota_spent'
  | 'out_of_credits'
  | 'policy_block'
  | 'app_not_set_up'
  /** Networks push only to a public https address, and Parvis has none. */
  | 'no_public_address'
  | 'access_revoked'
  /** The network does not accept the template, or not with these values. */
  | 'template_refused'
  /** The author changed the text after the reply was written. */
  | 'target_changed';

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly kind: NetworkErrorKind;
  readonly reason: NetworkErrorReason;
  readonly retryAt: Date | undefined;
  /**
   * Of a pull that was `rate_limited` in some of its calls: the kinds of item that wait until `retryAt`. The pull read
   * the other kinds to their end. Undefined: nothing more could be read.
   */
  readonly waitingKinds: readonly ItemKind[] | undefined;

  /** @param options.detail the network's own words, for the channel page and the logs. Never a message's text; secrets are removed. */
  constructor(
    kind: NetworkErrorKind,
    reason: NetworkErrorReason,
    options: { detail?: string; retryAt?: Date; cause?: unknown; waitingKinds?: readonly ItemKind[] } = {},
  ) {
    super(storable(hideSecrets(options.detail ?? reason)), { cause: options.cause });
    this.kind = kind;
    this.reason = reason;
    this.retryAt = options.retryAt;
    this.waitingKinds = options.waitingKinds;
  }
}

/** Whether the network said no, so that asking again changes nothing until somebody acts. */
export function isRefusal(error: unknown): error is NetworkError {
  return error instanceof NetworkError && (error.kind === 'refused' || error.kind === 'gone');
}
