/** A failure whose message is the one sentence the operator needs; it is printed without a stack trace. */
export class Explained extends Error {
  override name = 'Explained';
}

/** The disk is full: what failed works again by itself once there is room. */
export class DiskFull extends Explained {
  override name = 'DiskFull';
}
