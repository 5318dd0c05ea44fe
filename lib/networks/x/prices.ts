import type { ChannelAccount, Pricing } from '../contract.ts';
import type { XChannel } from './credentials.ts';

/**
 * What the network bills, in millionths of a US dollar. Source: docs.x.com/x-api/getting-started, the pricing table.
 * UNVERIFIED whether posts included through `expansions` are billed too: only requested ones are counted here.
 */
export const prices = {
  readPost: 5_000,
  /** Mentions and own posts, for the account that owns the operator's app. */
  readOwned: 1_000,
  readUser: 10_000,
  readMessage: 10_000,
  post: 15_000,
  postWithLink: 200_000,
  summonedReply: 10_000,
  sendMessage: 15_000,
  interact: 15_000,
  takeBack: 10_000,
  manage: 5_000,
  unmute: 5_000,
  describeMedia: 5_000,
} as const;

const WATCHED_POSTS = 7;
/** As many are read again as the suggested budget allows. */
const busy = { posts: 100, messages: 20, replies: 20, rechecks: 50 };

/** A quiet day checks the account and reads a week's own posts and one known direct message; a busy one brings so much more. */
const quietDayMicros = prices.readUser + WATCHED_POSTS * prices.readPost + prices.readMessage;
export const pricing: Pricing = {
  monthlyBudgetMicros: 30_000_000,
  quietDayMicros,
  busyDayMicros:
    quietDayMicros +
    (busy.posts + busy.rechecks) * prices.readPost +
    busy.messages * prices.readMessage +
    busy.replies * prices.summonedReply,
};

/**
 * A post's price. A link makes a post expensive; whether that applies to an allowed reply too is unclear, so it is
 * assumed.
 */
export function priceOfPost(text: string, isSummoned: boolean): number {
  if (/https?:\/\/|\b[\w-]+\.[a-z]{2,}\b/iu.test(text)) return prices.postWithLink;
  return isSummoned ? prices.summonedReply : prices.post;
}

/** The price of the account's own mentions and posts. */
export function priceOfOwned({ account, app }: XChannel): number {
  return isOwner(account, app.options.owner) ? prices.readOwned : prices.readPost;
}

function isOwner({ externalId, handle }: ChannelAccount, owner = ''): boolean {
  const wanted = owner.trim().replace(/^@/, '').toLowerCase();
  return wanted !== '' && (wanted === externalId || wanted === handle.toLowerCase());
}

const REMEMBERED = 50_000;
const billedToday = new Map<string, { day: string; ids: Set<string> }>();

/**
 * How many of these objects are billed: the same one is billed once in a day that ends at midnight UTC. Each process
 * remembers only what it read itself, so the sum may be too high, but never too low.
 */
export function countBilled({ app, account, now }: XChannel, ids: readonly string[]): number {
  const key = `${app.baseUrl ?? ''} ${account.externalId}`;
  const day = now().toISOString().slice(0, 10);
  const existing = billedToday.get(key);
  const today = existing?.day === day && existing.ids.size < REMEMBERED ? existing : { day, ids: new Set<string>() };
  billedToday.set(key, today);
  const fresh = new Set(ids.filter((id) => !today.ids.has(id)));
  for (const id of fresh) today.ids.add(id);
  return fresh.size;
}
