import type { ChannelView } from '#lib/channels/types.ts';
import { credentialsEnd } from './credentials-end.ts';

/**
 * `well`: read as planned. `watch`: read, but somebody should check it. `slow`: waiting or late, and recovers by itself.
 * `broken`: somebody must act. `off`: paused by a member.
 */
export type Health = 'well' | 'watch' | 'slow' | 'broken' | 'off';

/** A channel that is late by this many planned polls is no longer well. */
const MISSED_POLLS = 3;
const GRACE_MS = 60_000;

export function healthOf({ status, health, limits, deliveries, rejected }: ChannelView, now = Date.now()): Health {
  if (status === 'reconnect' || status === 'disconnected') return 'broken';
  if (status === 'paused') return 'off';
  if (health.failedPolls > MISSED_POLLS) return 'broken';
  if (health.failedPolls > 0) return 'slow';
  if (health.limitedUntil && Date.parse(health.limitedUntil) > now) return 'slow';
  const lateMs = health.nextPollAt ? now - Date.parse(health.nextPollAt) : 0;
  if (lateMs > health.pollEveryMs * MISSED_POLLS + GRACE_MS) return 'slow';
  const isLost = deliveries.failed + deliveries.unreadable + rejected.events > 0;
  const isAlarming =
    health.silentSince !== null || health.isSubscribed === false || credentialsEnd(limits, now) !== null;
  return isLost || isAlarming ? 'watch' : 'well';
}
