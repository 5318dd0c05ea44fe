/** The states of a delivery. */
export const deliveryStates = ['received', 'processed', 'failed', 'unreadable'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What a network pushed to one channel. Dates are ISO 8601. */
export type DeliveryView = {
  id: string;
  channelId: string;
  receivedAt: string;
  /** `received`: waiting · `failed`: given up after many attempts · `unreadable`: not what the network documents. */
  state: DeliveryState;
  attempts: number;
  error: string | null;
  /** When the next attempt is due, if it is waiting. */
  nextAt: string | null;
  processedAt: string | null;
  /** Of the body, in bytes; 0 once it was erased. */
  size: number;
};

/** A delivery with its headers and body. */
export type DeliveryDetail = DeliveryView & { headers: Record<string, string>; body: string };

/** A channel that a delivery is for. */
export type Receiver = { workspaceId: string; channelId: string };

/** The largest accepted body, in bytes. */
export const DELIVERY_LIMIT = 2 * 1024 * 1024;
