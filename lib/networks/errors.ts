import { hideSecrets } from '#lib/hide-secrets.ts';
import { storable } from '#lib/text/storable.ts';

/** What went wrong at a network; the kind alone decides what happens next. */
export type NetworkErrorKind =
  /** Refresh once; the second time the channel asks to be reconnected. */
  | 'unauthorized'
  /** Wait until `retryAt`; costs no attempt. */
  | 'rate_limited'
  /** Tell the CM; never retry. */
  | 'refused'
  /** The target is no more. */
  | 'gone'
  /** Retry, with growing pauses. Nothing has happened at the network. */
  | 'unavailable'
  /** It may have happened: look before sending again. */
  | 'outcome_unknown';

/** A short word for the CM's sentence in the catalogues (`errors.network.<reason>`). */
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
  /** One private reply a message, and it was sent. */
  | 'already_used'
  /** The network lets an app answer only people who mention or quote the account. */
  | 'not_summoned'
  /** It takes a higher access level of the operator's app. */
  | 'tier_needed'
  /** It takes the network's approval of the operator's app. */
  | 'approval_needed'
  | 'region_excluded'
  | 'not_own_thread'
  | 'not_own_message'
  | 'top_level_only'
  /** It takes a conversation with the person. */
  | 'no_conversation'
  | 'target_hidden'
  /** The person takes no messages from the account. */
  | 'recipient_closed'
  | 'comments_closed'
  | 'author_unknown'
  | 'duplicate_text'
  | 'budget_spent'
  | 'quota_spent'
  | 'out_of_credits'
  | 'policy_block'
  | 'app_not_set_up'
  | 'access_revoked'
  /** The text was changed by its author after the reply was written. */
  | 'target_changed';

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly kind: NetworkErrorKind;
  readonly reason: NetworkErrorReason;
  readonly retryAt: Date | undefined;

  /** @param options.detail the network's own words, for the channel page and the logs; never a message's text, and secrets are taken out */
  constructor(
    kind: NetworkErrorKind,
    reason: NetworkErrorReason,
    options: { detail?: string; retryAt?: Date; cause?: unknown } = {},
  ) {
    super(storable(hideSecrets(options.detail ?? reason)), { cause: options.cause });
    this.kind = kind;
    this.reason = reason;
    this.retryAt = options.retryAt;
  }
}
