import type { ChannelChecks, EndpointRead, ScheduledUse } from '../contract.ts';
import type { XChannel, XCredentials } from './credentials.ts';
import { scopesFor } from './auth.ts';
import { readMessages } from './dm/read.ts';
import { namesOf } from './names.ts';
import { nothingKnown } from './posts/known.ts';
import { readPosts } from './posts/read.ts';
import { prices } from './prices.ts';
import { listSources } from './pull/lists.ts';
import { idAt } from './snowflake.ts';
import { readSubscribed } from './webhook/subscribe.ts';

const kindsOf: Readonly<Record<string, readonly ('comment' | 'mention' | 'message')[]>> = {
  'tweet.read': ['comment', 'mention'],
  'users.read': ['comment', 'mention', 'message'],
  'dm.read': ['message'],
};

/** The smallest pages that the network gives of each list. Source: docs.x.com, the parameter `max_results`. */
const pages = { list: 5, search: 10, messages: 1 } as const;
/** Only what was written in the last moments is asked for: mostly nothing, which costs nothing. */
const RECENT_MS = 60_000;

/** Reads a list of posts with the fields of a pull, but as little of it as the network allows. */
function postsRead(
  name: string,
  kinds: EndpointRead<XCredentials>['kinds'],
  { size, source }: { size: number; source: (channel: XChannel) => Parameters<typeof readPosts>[2] },
): EndpointRead<XCredentials> {
  return {
    name,
    kinds,
    costMicros: size * prices.readPost,
    read: async (channel) => {
      const { query, ...call } = source(channel);
      const since = idAt(channel.now().getTime() - RECENT_MS);
      await readPosts(channel, nothingKnown(channel.account.externalId), {
        ...call,
        query: { ...query, max_results: size, since_id: since },
        purpose: 'rechecks',
      });
      return { found: { names: namesOf(channel) } };
    },
  };
}

const listOf = (name: keyof typeof listSources) => (channel: XChannel) => {
  const { query = {}, ...source } = listSources[name](channel.account.externalId);
  return { ...source, query };
};

export const checks: ChannelChecks<XCredentials> = {
  signInMicros: prices.readUser,
  scopes: {
    needed: ({ app }) => scopesFor(app).map((scope) => ({ scope, kinds: kindsOf[scope] ?? [] })),
    granted: async ({ credentials }) => credentials.scope?.split(' ') ?? null,
  },
  reads: [
    postsRead('GET /2/users/{id}/mentions', ['mention', 'comment'], { size: pages.list, source: listOf('mentions') }),
    postsRead('GET /2/users/{id}/tweets', ['comment'], { size: pages.list, source: listOf('own') }),
    postsRead('GET /2/tweets/search/recent', ['comment'], {
      size: pages.search,
      source: ({ account }) => ({
        endpoint: 'search',
        path: '/2/tweets/search/recent',
        // As a pull asks; no conversation has this id.
        query: { query: `conversation_id:1 -from:${account.handle}` },
      }),
    }),
    {
      name: 'GET /2/dm_events',
      kinds: ['message'],
      costMicros: pages.messages * prices.readMessage,
      read: async (channel) => {
        await readMessages(channel, { size: pages.messages });
        return undefined;
      },
    },
  ],
  subscribed: readSubscribed,
  facts: { names: { settledBy: 'GET /2/users/{id}/mentions' } },
};

const DAY_MS = 24 * 3_600_000;
const perPull = (everyMs: number) => DAY_MS / everyMs;

/** A pull makes one call of each list. */
export const schedule: readonly ScheduledUse[] = [
  { rateLimit: 'mentions', perDay: perPull },
  { rateLimit: 'mentionsApp', perDay: perPull },
  { rateLimit: 'search', perDay: perPull },
  { rateLimit: 'searchApp', perDay: perPull },
  { rateLimit: 'readMessages', perDay: perPull },
];
