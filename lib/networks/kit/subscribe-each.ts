import type { SubscribedEvent } from '../contract.ts';
import { isRefusal, type NetworkError } from '../errors.ts';

/**
 * Subscribes events one after the other. One that is refused keeps no other from being subscribed.
 * @throws whatever is no refusal: then nobody can tell, and all are tried again later
 */
export async function subscribeEach<Event extends string>(
  events: readonly Event[],
  subscribe: (event: Event) => Promise<unknown>,
): Promise<SubscribedEvent[]> {
  const outcomes: SubscribedEvent[] = [];
  for (const event of events) outcomes.push({ event, refusal: await refusalOf(subscribe(event)) });
  return outcomes;
}

/** Why a call was refused; null when it was not. @throws whatever is no refusal */
export async function refusalOf(call: Promise<unknown>): Promise<NetworkError | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
