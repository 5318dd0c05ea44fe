import type { InboundEvent, ItemKind, PullPage } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import { isGranted } from '../auth.ts';
import type { TikTokChannel } from '../credentials.ts';
import { pullAds } from '../ads/pull.ts';
import { pullMessages } from '../dm/pull.ts';
import { pullMentions } from '../mentions/pull.ts';
import { hasMessages, regionOf } from '../regions.ts';
import type { Batch } from './batch.ts';
import { type Cursor, readCursor, trim } from './cursor.ts';
import { backfillOf, recheckStored, pullNewest, pullOlder } from './videos.ts';

/** Errors that make only one kind unreadable, which is tried again later. Every other error ends the pull. */
const partial: readonly NetworkErrorReason[] = [
  'missing_permission',
  'approval_needed',
  'region_excluded',
  'not_offered',
];
const PAUSE_MS = 6 * 3_600_000;

type Source = {
  name: string;
  kind: ItemKind;
  read: (channel: TikTokChannel, cursor: Cursor) => AsyncGenerator<Batch, void, undefined>;
};

const lively: readonly Source[] = [
  { name: 'comment', kind: 'comment', read: pullNewest },
  { name: 'message', kind: 'message', read: pullMessages },
  { name: 'mention', kind: 'mention', read: pullMentions },
  { name: 'ads', kind: 'comment', read: pullAds },
];
const history: Source = { name: 'comment', kind: 'comment', read: pullOlder };
const recheck: Source = {
  name: 'comment',
  kind: 'comment',
  read: async function* (channel, cursor) {
    const events = await recheckStored(channel, cursor);
    if (events.length > 0) yield { events, posts: [] };
  },
};

/** Reads what is new first, then what is older, then rechecks what was reported. */
export async function* pull(channel: TikTokChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  let last = JSON.stringify(cursor);
  const page = ({ events, posts }: { events: InboundEvent[]; posts: Batch['posts'] }): PullPage => {
    trim(cursor);
    const unreadable = unreadableKinds(channel, cursor);
    const isNews = JSON.stringify(unreadable) !== cursor.told;
    cursor.told = JSON.stringify(unreadable);
    last = JSON.stringify(cursor);
    return {
      events,
      cursor: structuredClone(cursor),
      ...(posts.length > 0 && { posts }),
      // Where comments cannot be read, there is no history to wait for.
      backfill: unreadable.comment ? { reachedAt: null, isDone: true } : backfillOf(cursor),
      ...(isNews && { unreadableKinds: unreadable }),
    };
  };

  for (const source of [...lively, history, recheck]) {
    if (!isOpen(channel, cursor, source)) continue;
    try {
      for await (const batch of source.read(channel, cursor)) yield page(batch);
      delete cursor.absent[source.name];
    } catch (error) {
      if (!(error instanceof NetworkError) || !partial.includes(error.reason)) throw error;
      // What was read and not reported is read again.
      Object.assign(cursor, readCursor(JSON.parse(last)));
      cursor.absent[source.name] = { reason: error.reason, at: channel.now().getTime() };
    }
  }
  const isNews = JSON.stringify(unreadableKinds(channel, cursor)) !== cursor.told;
  if (isNews || JSON.stringify(cursor) !== last) yield page({ events: [], posts: [] });
}

function isOpen(channel: TikTokChannel, cursor: Cursor, { name, kind }: Source): boolean {
  if (name !== 'ads' && closedKinds(channel)[kind]) return false;
  const absent = cursor.absent[name];
  return !absent || channel.now().getTime() - absent.at >= PAUSE_MS;
}

/** The kinds that the account's country and scopes make unreadable, known without a call. */
function closedKinds({ credentials, app }: TikTokChannel): Partial<Record<ItemKind, NetworkErrorReason>> {
  const region = regionOf(credentials, app);
  const isMissing = { message: 'message.list.read', comment: 'comment.list', mention: 'biz.brand.insights' } as const;
  const closed: Partial<Record<ItemKind, NetworkErrorReason>> = {};
  for (const kind of ['message', 'comment', 'mention'] as const) {
    if (!isGranted(credentials, isMissing[kind])) closed[kind] = 'missing_permission';
  }
  return hasMessages(region) ? closed : { ...closed, message: 'region_excluded' };
}

function unreadableKinds(channel: TikTokChannel, cursor: Cursor): Partial<Record<ItemKind, NetworkErrorReason>> {
  const found: Partial<Record<ItemKind, NetworkErrorReason>> = {};
  for (const { name, kind } of lively) {
    const reason = partial.find((one) => one === cursor.absent[name]?.reason);
    // Comments on ads are only an addition; without them comments are readable.
    if (reason && name !== 'ads') found[kind] = reason;
  }
  return { ...found, ...closedKinds(channel) };
}
