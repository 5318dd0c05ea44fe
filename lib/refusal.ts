/** Why an act was refused. Each has a sentence in the catalogues under `errors.refusal`. */
export const refusalCodes = {
  not_found: 404,
  not_allowed: 403,
  not_signed_in: 401,
  invalid: 422,
  /** Lists over several workspaces cannot be filtered by this `field`. */
  of_one_workspace: 422,
  text_unfit: 422,
  already_claimed: 409,
  /** The brand lets only the owner of an item send: `owner`. */
  only_owner_sends: 409,
  conflict: 409,
  /** The workspace is archived: it can be read, not changed. */
  archived: 409,
  /** What it holds is being erased: it cannot be taken back. */
  being_erased: 409,
  /** It is closed when all parts are done: `members`, `names`. */
  parts_open: 409,
  /** What the workspace asks before it is resolved: `fields`, `names`. */
  fields_missing: 422,
  /** An item is in one case at most: `name` of the one that it is in. */
  in_another_case: 409,
  /** Nothing is added to a closed case, and its title, deadline and owner stay. */
  case_closed: 409,
  /** Somebody else has changed the case since it was read. */
  case_changed: 409,
  no_part: 409,
  /** Nobody holds it who could hand it over, or the caller is not its holder. */
  not_held: 409,
  nobody_asked: 409,
  not_offered: 422,
  text_too_long: 422,
  text_empty: 422,
  window_closed: 422,
  network_forbids: 422,
  target_gone: 422,
  target_changed: 409,
  /** The draft was changed on another device: `draft` as it is stored; null when it was sent or discarded. */
  draft_changed: 409,
  /** The guidance has changed since the reply's author, or its approver, read it. */
  guidance_changed: 409,
  channel_unavailable: 422,
  /** The reply is a template, which is sent as the network approved it. */
  template_fixed: 409,
  /** The brand's rules stop a reply: `findings`, and `words` for the sentence. */
  guard_rails: 422,
  already_connected: 409,
  network_refused: 422,
  network_unavailable: 503,
  too_late_to_undo: 409,
  nothing_to_undo: 409,
  /** The reply was decided on, taken back or sent meanwhile. */
  not_awaiting: 409,
  /** Nobody approves a reply of their own. */
  own_reply: 403,
  not_approver: 403,
  /** A guest's link that was answered, revoked or ended. */
  guest_link_closed: 410,
  /** It is not the reply that the approver has read. */
  reply_changed: 409,
  not_author: 403,
  /** The reply has no time any more: it was sent or taken back, or waits for an approval. */
  not_scheduled: 409,
  /** Somebody else has changed the scheduled reply since it was read. */
  schedule_changed: 409,
  /** The promise was kept, withdrawn or opened meanwhile: `state`. */
  promise_changed: 409,
  /** What a reply promises would be due before the reply is sent. */
  promise_before_reply: 409,
  not_unconfirmed: 409,
  already_exists: 409,
  last_admin: 409,
  wrong_credentials: 401,
  throttled: 429,
  too_many_emails: 429,
  busy: 503,
  wrong_set_up_code: 403,
  weak_password: 422,
  /** Her organization wants its members to sign in at the provider. */
  single_sign_on_required: 403,
  /** The provider's sign-in was not finished, or its answer was not the one to our question. */
  single_sign_on_failed: 401,
  provider_unavailable: 503,
  email_not_verified: 403,
  /** Nobody here may sign in at the provider with that address. */
  single_sign_on_not_allowed: 403,
  /** The person is linked to another account at the provider. */
  other_identity: 409,
  /** Nobody requires what she has not used herself. */
  single_sign_on_unused: 422,
  /** Her organization wants its members to have a second factor, and this session has proved none. */
  second_factor_required: 403,
  /** Nobody requires a second factor who has none herself. */
  second_factor_unused: 422,
  /** The rule holds for the whole organization, and the caller is not an admin in each of its workspaces. */
  not_everywhere: 403,
  /** Neither a code of the authenticator app nor a recovery code, or one that was used before. */
  wrong_code: 403,
  /** The passkey is unknown, or its answer is not the one to our question. */
  passkey_failed: 403,
  /** The browser's push service does not take the message. */
  push_unavailable: 503,
  token_expired: 410,
  too_many: 422,
  /** The member named by `name` does not see the item's channel. */
  no_channel_access: 422,
  /** A quota is full until something is removed: `quota`, `limit`, `unit`. */
  quota_reached: 422,
  /** A quota is full for now: `quota`, `limit`, `unit`, `retryAt`. */
  quota_reached_for_now: 429,
  idempotency_mismatch: 422,
  in_progress: 409,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusalCodes;

/** An act was refused for a reason that the member should read. Any other thrown error is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Values for the sentence: `owner`, `reason`, `limit`, `retryAt`… */
  readonly values: Record<string, unknown>;

  constructor(code: RefusalCode, values: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }

  get status(): number {
    return refusalCodes[this.code];
  }
}
