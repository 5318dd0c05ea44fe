import { unexplained } from './deviations.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck, type OpenApi } from './openapi.ts';
import { readSpec } from './read-spec.ts';

const check = openApiCheck(readSpec<OpenApi>('x-v2.openapi.json'));

/** What the guides and the network's own SDK say where the document says "post": the document has none of them. */
const OLDER = /"(tweet\.fields|edit_history_tweet_ids|referenced_tweets(\.id(\.author_id)?)?|note_tweet|tweets)"/;

/**
 * Holds a call of X's API against its OpenAPI document, which does not have the tokens' own addresses, nor the older
 * names: a call in these is none of its calls.
 */
export const xSpec: SpecCheck = (network, request, answer) => {
  const exchange = exchangeOf(request, answer);
  if (/^\/(2\/)?oauth2\/|^\/i\//.test(exchange.path)) return undefined;
  const names = [...exchange.query].flatMap(([name, value]) => [name, ...value.split(',')]);
  if (OLDER.test(JSON.stringify([names, exchange.answer ?? null]))) return undefined;
  return unexplained(network, check(exchange));
};
