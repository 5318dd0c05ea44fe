import { defineAct } from '#lib/act.ts';
import { liveStream } from './live-stream.ts';
import { takeStream } from './stream-leases.ts';

type Input = { lastEventId: string | null; isStillAllowed: () => Promise<boolean>; signal: AbortSignal };

/**
 * Opens one of the live streams that the caller and her workspace may have, from the event after `lastEventId`.
 * @throws Refusal `quota_reached_for_now`
 */
export const openEventStream = defineAct('items.read', async (caller, input: Input): Promise<ReadableStream> => {
  const onEnd = await takeStream(caller);
  return liveStream(caller, { ...input, onEnd });
});
