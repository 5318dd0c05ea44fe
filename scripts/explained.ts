/** A failure whose message is the one sentence the operator needs; it is printed without a stack trace. */
export class Explained extends Error {
  override name = 'Explained';
}
