import type { ChannelView, PushView } from '#lib/channels/types.ts';
import { credentialsEnd } from './credentials-end.ts';

/**
 * `well`: read as planned. `watch`: read, but somebody should check it. `slow`: waiting or late, and recovers by itself.
 * `broken`: somebody must act. `off`: paused by a member. `closed`: connected, but its network lets no app read anything.
 */
export type Health = 'well' | 'watch' | 'slow' | 'broken' | 'off' | 'closed';

/** The states of health, those that ask most of somebody first. */
export const healthByTrouble = ['broken', 'watch', 'slow', 'off', 'well', 'closed'] as const satisfies Health[];

/** A channel that is late by this many planned polls is no longer well. */
const MISSED_POLLS = 3;
const GRACE_MS = 60_000;

export function healthOf(channel: ChannelView, now = Date.now()): Health {
  const { status, health, limits, deliveries, rejected } = channel;
  if (status === 'reconnect' || status === 'disconnected') return 'broken';
  if (status === 'paused') return 'off';
  if (!canReceive(channel)) return 'closed';
  if (health.failedPolls > MISSED_POLLS) return 'broken';
  if (channel.push?.isOnlyWay && channel.push.state === 'refused') return 'broken';
  if (health.failedPolls > 0) return 'slow';
  if (health.limitedUntil && Date.parse(health.limitedUntil) > now) return 'slow';
  const lateMs = health.nextPollAt ? now - Date.parse(health.nextPollAt) : 0;
  if (lateMs > health.pollEveryMs * MISSED_POLLS + GRACE_MS) return 'slow';
  const isLost = deliveries.failed + deliveries.unreadable + rejected.events > 0;
  const isAlarming =
    health.silentSince !== null ||
    health.isSubscribed === false ||
    isPushTrouble(channel) ||
    credentialsEnd(limits, now) !== null;
  return isLost || isAlarming ? 'watch' : 'well';
}

/**
 * Whether push fails although it is set up: the network refuses what brings items, or accepted it and nothing comes. What the
 * operator has not set up is no trouble where the channel is polled.
 */
export function isPushTrouble({ push }: Pick<ChannelView, 'push'>): boolean {
  if (!push) return false;
  return push.missingSince !== null || missedPushes(push).some(({ reason }) => push.isOnlyWay || !isOurs(reason));
}

/** What is refused and would bring items. */
export function missedPushes(push: PushView): PushView['refused'] {
  return push.refused.filter(({ kinds }) => kinds.length > 0);
}

function isOurs(reason: string): boolean {
  return reason === 'app_not_set_up' || reason === 'no_public_address';
}

/** Whether any kind of item can come from the channel: its connector reads at least one. */
export function canReceive({ capabilities }: Pick<ChannelView, 'capabilities'>): boolean {
  return Object.keys(capabilities).length > 0;
}

/** Whether somebody should look at the channel. All is well, it is paused on purpose, or nothing can come: no. */
export function isTrouble(health: Health): boolean {
  return health === 'broken' || health === 'watch' || health === 'slow';
}
