export type HttpFailureKind =
  /** We do not call such an address: wrong scheme, a password in it, a private network. */
  | 'address_not_allowed'
  /** The host name does not resolve. */
  | 'server_not_found'
  /** No server answered, or the connection was cut. */
  | 'unreachable'
  | 'timed_out'
  /** The response exceeds the caller's limit. */
  | 'too_large'
  | 'too_many_redirects'
  /** The caller aborted. */
  | 'cancelled';

/** There was no usable response. `sent` says whether the server may have acted on the request. */
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
