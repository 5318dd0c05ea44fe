import { type NotificationKind, notificationKinds } from '../types.ts';

export const deliveryChannels = ['product', 'mail', 'push'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** Where a kind is shown or sent. */
export type Choice = Record<DeliveryChannel, boolean>;

export const digests = ['off', 'hourly', 'daily'] as const;
export type Digest = (typeof digests)[number];

/** Minutes of the day on the person's clock; the same twice: no quiet hours. */
export type QuietHours = { from: number; until: number };

export type NotificationSettings = {
  kinds: Record<NotificationKind, Choice>;
  quiet: QuietHours | null;
  /** The person's time zone (IANA), for quiet hours and the daily digest. */
  timeZone: string;
  /** Emails and push messages are gathered: not at all, until the next full hour, or until 8 o'clock. */
  digest: Digest;
};

const everywhere: Choice = { product: true, mail: true, push: true };
const notByMail: Choice = { product: true, mail: false, push: true };
const productOnly: Choice = { product: true, mail: false, push: false };

/**
 * What holds until a member chooses otherwise. Admins and leads are emailed of a lost channel in any case, and nothing is pushed
 * to a browser in which nobody has asked for it.
 */
const defaultChoices: Record<NotificationKind, Choice> = {
  assigned: notByMail,
  mentioned: everywhere,
  asked_for: notByMail,
  handed_over: notByMail,
  request_declined: productOnly,
  guest_answered: everywhere,
  approval_asked: everywhere,
  reply_approved: productOnly,
  reply_sent_back: everywhere,
  window_closing: notByMail,
  send_failed: everywhere,
  reply_held: everywhere,
  promise_due: everywhere,
  promise_late: everywhere,
  channel_down: notByMail,
};

export const defaultSettings: NotificationSettings = {
  kinds: defaultChoices,
  quiet: null,
  timeZone: 'Europe/Paris',
  digest: 'off',
};

/** A lost channel has an email of its own, which tells admins and leads how to reconnect it: there is no second one. */
export const hasMail = (kind: NotificationKind): boolean => kind !== 'channel_down';

export const isKind = (name: string): name is NotificationKind => notificationKinds.some((kind) => kind === name);
