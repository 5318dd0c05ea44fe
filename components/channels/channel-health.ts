import type { ChannelView } from '#lib/channels/types.ts';

/** `well`: read as planned. `slow`: waiting or behind, by itself. `broken`: somebody must act. `off`: paused by somebody. */
export type Health = 'well' | 'slow' | 'broken' | 'off';

/** Late by this many planned looks, a channel is no longer well. */
const MISSED_LOOKS = 3;
const GRACE_MS = 60_000;

export function healthOf({ status, health }: ChannelView, now = Date.now()): Health {
  if (status === 'reconnect' || status === 'disconnected') return 'broken';
  if (status === 'paused') return 'off';
  if (health.failedPolls > MISSED_LOOKS) return 'broken';
  if (health.failedPolls > 0) return 'slow';
  if (health.limitedUntil && Date.parse(health.limitedUntil) > now) return 'slow';
  const lateMs = health.nextPollAt ? now - Date.parse(health.nextPollAt) : 0;
  return lateMs > health.pollEveryMs * MISSED_LOOKS + GRACE_MS ? 'slow' : 'well';
}
