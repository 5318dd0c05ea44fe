/** An error whose message explains everything to the operator; it is printed without a stack trace. */
export class Explained extends Error {
  override name = 'Explained';
}

/** The disk is full. What failed works again by itself once there is space. */
export class DiskFull extends Explained {
  override name = 'DiskFull';
}
