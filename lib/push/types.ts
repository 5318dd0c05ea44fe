/** What a browser gives when it is asked to take notifications, as its `PushSubscription` says it. */
export type GivenSubscription = {
  /** The address at the browser's push service. Whoever knows it can call it: it is stored sealed. */
  endpoint: string;
  /** The browser's public key (P-256, uncompressed) and its secret, in base64url. */
  p256dh: string;
  auth: string;
};

/** A browser that shows notifications to the reader. */
export type PushDevice = { id: string; userAgent: string; createdAt: string; isCurrent: boolean };

/** What a push message says; the service worker shows it. */
export type PushMessage = {
  title: string;
  body: string;
  language: string;
  /** Where a click leads: a path of this installation. */
  path: string;
  /** A later message with the same tag takes the place of an earlier one. */
  tag: string;
};
