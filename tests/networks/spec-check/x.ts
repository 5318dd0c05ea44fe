import { unexplained } from './deviations.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck, type OpenApi } from './openapi.ts';
import { readSpec } from './read-spec.ts';

const check = openApiCheck(readSpec<OpenApi>('x-v2.openapi.json'));

/** The specification says "post" where the guides and what the network answers still say "tweet". */
const names: Record<string, string> = {
  'tweet.fields': 'post.fields',
  edit_history_tweet_ids: 'edit_history_post_ids',
  referenced_tweets: 'referenced_posts',
  'referenced_tweets.id': 'referenced_posts',
  note_tweet: 'note_post',
  tweets: 'posts',
  pinned_tweet_id: 'pinned_post_id',
  tweet_count: 'post_count',
  retweet_count: 'repost_count',
};

/** Holds a call of X's API against its OpenAPI document. The tokens' own addresses are not in there. */
export const xSpec: SpecCheck = (network, request, answer) => {
  const exchange = exchangeOf(request, answer);
  if (/^\/(2\/)?oauth2\/|^\/i\//.test(exchange.path)) return undefined;
  const query = new URLSearchParams(
    [...exchange.query].map(([name, value]) => [nameNow(name), value.split(',').map(nameNow).join(',')]),
  );
  return unexplained(network, check({ ...exchange, query, answer: renamed(exchange.answer) }));
};

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [nameNow(name), renamed(one)]));
}

function nameNow(name: string): string {
  return names[name] ?? name;
}
