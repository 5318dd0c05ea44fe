export type HttpFailureKind =
  /** The address is of a kind we do not call: wrong scheme, a password in it, a private network. */
  | 'address_not_allowed'
  /** The name has no address. */
  | 'server_not_found'
  /** Nobody answers there, or the connection was cut. */
  | 'unreachable'
  | 'timed_out'
  /** The answer is larger than the caller takes. */
  | 'too_large'
  | 'too_many_redirects'
  /** The caller's own signal. */
  | 'cancelled';

/** No usable answer came. `sent` says whether the request may have been acted upon. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly kind: HttpFailureKind;
  /** False only when not a byte of the request was written. */
  readonly sent: boolean;

  constructor(kind: HttpFailureKind, options: { sent: boolean; detail?: string; cause?: unknown }) {
    super(options.detail ?? kind, { cause: options.cause });
    this.kind = kind;
    this.sent = options.sent;
  }
}
