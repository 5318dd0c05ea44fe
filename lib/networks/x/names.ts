import type { AppSettings, ChannelContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';

/**
 * The network has two sets of names for the same things. Its document (OpenAPI 2.167) says "post"; its guides and its own
 * SDK of the same weeks say "tweet". UNVERIFIED which one the API takes, so that the answer decides.
 */
type Names = 'tweet' | 'post';
type Query = Readonly<Record<string, string | number | undefined>>;

/** Each older name with the newer one; null where the document has none, and nothing is asked for. */
const fields: Readonly<Record<string, string>> = {
  edit_history_tweet_ids: 'edit_history_post_ids',
  note_tweet: 'note_post',
  referenced_tweets: 'referenced_posts',
};
const expansions: Readonly<Record<string, string | null>> = {
  'referenced_tweets.id': 'referenced_posts',
  'referenced_tweets.id.author_id': null,
};
const OLDER = 'tweet.fields';
const NEWER = 'post.fields';
const SAYS_NAME =
  /\b(?:tweet|post)\.fields\b|\breferenced_(?:tweets|posts)\b|\b(?:edit_history_(?:tweet|post)_ids|note_(?:tweet|post))\b/;

/** What each app was found to take. Another process asks once more. */
const found = new Map<string, Names>();

/**
 * Sends a query in the names that the app takes. The first time it tries what a check has found, else the older ones; when the network refuses them by
 * name, it tries the others and remembers what worked.
 * @param query in the older names
 */
export async function inNamesOf<T>(
  { app, findings }: Pick<ChannelContext, 'app' | 'findings'>,
  query: Query,
  send: (query: Query) => Promise<T>,
): Promise<T> {
  const renamed = inNewerNames(query);
  if (JSON.stringify(renamed) === JSON.stringify(query)) return await send(query);
  const key = keyOf(app);
  const first = found.get(key) ?? (findings?.names === 'post' ? 'post' : 'tweet');
  const inNames = { tweet: query, post: renamed };
  try {
    const answer = await send(inNames[first]);
    found.set(key, first);
    return answer;
  } catch (error) {
    if (!isAboutNames(error)) throw error;
    const other = first === 'tweet' ? 'post' : 'tweet';
    const answer = await send(inNames[other]).catch((again: unknown) => {
      // It takes neither: what it said first is about the names that it took before.
      throw isAboutNames(again) ? error : again;
    });
    found.set(key, other);
    return answer;
  }
}

/** The names that the app was last found to take. */
export function namesOf({ app }: Pick<ChannelContext, 'app'>): string {
  return found.get(keyOf(app)) ?? 'tweet';
}

function keyOf({ baseUrl = '', clientId = '' }: AppSettings): string {
  return `${baseUrl} ${clientId}`;
}

function isAboutNames(error: unknown): boolean {
  return error instanceof NetworkError && /^400\b/.test(error.message) && SAYS_NAME.test(error.message);
}

function inNewerNames(query: Query): Query {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (name === 'expansions') return [name, translated(value, expansions)];
      if (name === OLDER) return [NEWER, translated(value, fields)];
      return [name, name.endsWith('.fields') ? translated(value, fields) : value];
    }),
  );
}

function translated(list: string, names: Readonly<Record<string, string | null>>): string {
  return list
    .split(',')
    .flatMap((name) => (name in names ? (names[name] ?? []) : name))
    .join(',');
}
