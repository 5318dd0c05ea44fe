import type { SpendPurpose } from '../../contract.ts';
import { callX } from '../calls.ts';
import { wantedFor } from './conversation.ts';
import type { XChannel } from '../credentials.ts';
import { classifyPosts, type Classified } from '../inbound.ts';
import { learnPosts, type Known } from './known.ts';
import { limits, type EndpointName } from '../limits.ts';
import { countBilled, prices } from '../prices.ts';
import { postsAnswer, type Post, type PostsAnswer } from '../wire.ts';

/** Source: docs.x.com/x-api/fundamentals/fields. In the older names: `inNamesOf` translates them. */
const postQuery = {
  'tweet.fields':
    'author_id,conversation_id,created_at,edit_history_tweet_ids,edit_controls,entities,in_reply_to_user_id,lang,note_tweet,public_metrics,referenced_tweets,reply_settings,attachments',
  expansions: 'author_id,referenced_tweets.id,referenced_tweets.id.author_id,attachments.media_keys',
  'user.fields': 'id,name,username,profile_image_url,verified,receives_your_dm,connection_status',
  'media.fields': 'media_key,type,url,preview_image_url,alt_text,width,height,variants',
} as const;

/** How many levels exchanges in other people's threads are followed upwards, one call a level. */
const MAX_STEPS = 6;

/** Reads a list of posts and remembers everything included with it. */
export async function readPosts(
  channel: XChannel,
  known: Known,
  call: {
    endpoint: EndpointName;
    path: string;
    query: Record<string, string | number | undefined>;
    microsEach?: number;
    isPartOfWrite?: true;
    purpose?: SpendPurpose;
  },
): Promise<PostsAnswer> {
  const { microsEach = prices.readPost, query, ...rest } = call;
  const answer = await callX(channel, {
    ...rest,
    query: { ...postQuery, ...query },
    schema: postsAnswer,
    price: ({ posts }) =>
      microsEach *
      countBilled(
        channel,
        posts.map(({ versionId }) => versionId),
      ),
  });
  learnPosts(known, answer.posts, answer.includes);
  return answer;
}

/** Reads posts by id. `missing` are those that are gone; others may be left out because they are hidden from us. */
export async function lookUp(
  channel: XChannel,
  known: Known,
  ids: readonly string[],
  options: { isPartOfWrite?: true; purpose?: SpendPurpose } = {},
): Promise<{ posts: Post[]; missing: string[] }> {
  const found: { posts: Post[]; missing: string[] } = { posts: [], missing: [] };
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += limits.idsPerLookup) {
    const part = wanted.slice(from, from + limits.idsPerLookup);
    const answer = await readPosts(channel, known, {
      endpoint: 'lookup',
      path: '/2/tweets',
      query: { ids: part.join(',') },
      ...options,
    });
    found.posts.push(...answer.posts);
    found.missing.push(...answer.missing);
  }
  return found;
}

/** Reads the posts around these posts, as far as needed to classify them, and classifies them. */
export async function readAndClassify(channel: XChannel, known: Known, posts: readonly Post[]): Promise<Classified> {
  const tried = new Set<string>();
  let edge = [...posts];
  for (let step = 0; step < MAX_STEPS && edge.length > 0; step += 1) {
    const wanted = edge.flatMap((post) => wantedFor(post, known)).filter((id) => !tried.has(id));
    if (wanted.length === 0) {
      // An included post may itself be part of an exchange.
      const above = edge.flatMap(({ repliedTo }) => (repliedTo && known.posts.get(repliedTo)) || []);
      edge = above.filter((post) => wantedFor(post, known).some((id) => !tried.has(id)));
      continue;
    }
    for (const id of wanted) tried.add(id);
    edge = [...edge, ...(await lookUp(channel, known, wanted)).posts];
  }
  return classifyPosts(posts, known);
}
