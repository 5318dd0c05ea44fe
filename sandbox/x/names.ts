import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { invalid } from './answers.ts';

/** Which of the network's names a server takes: those of its guides, or those of its OpenAPI document 2.167. */
export type Names = 'tweet' | 'post';

const fields: Readonly<Record<string, string>> = {
  edit_history_tweet_ids: 'edit_history_post_ids',
  note_tweet: 'note_post',
  referenced_tweets: 'referenced_posts',
};
const keys: Readonly<Record<string, string>> = { ...fields, tweets: 'posts', retweet_count: 'repost_count' };
const older = new Map(Object.entries(fields).map(([was, is]) => [is, was]));

/** A request in the newer names, as the rest of the server reads it. The older names are refused. */
export function readNewer(request: SandboxRequest): SandboxRequest {
  const query = new URLSearchParams();
  for (const [name, value] of request.query) {
    if (name === 'tweet.fields') throw invalid(name, `The query parameter [${name}] is not one of [ids,post.fields]`);
    if (name !== 'expansions' && !name.endsWith('.fields')) {
      query.append(name, value);
      continue;
    }
    const was = value.split(',').map((one) => {
      if (/tweet/.test(one) && one !== 'attachments.media_source_tweet')
        throw invalid(name, `The \`${name}\` query parameter value [${one}] is not one of [referenced_posts]`);
      if (name === 'expansions' && one === 'referenced_posts') return 'referenced_tweets.id';
      return older.get(one) ?? one;
    });
    query.append(name === 'post.fields' ? 'tweet.fields' : name, was.join(','));
  }
  return { ...request, query };
}

/** An answer in the newer names. */
export function inNewer(answer: SandboxAnswer): SandboxAnswer {
  return answer.json === undefined ? answer : { ...answer, json: renamed(answer.json) };
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [keys[name] ?? name, renamed(one)]));
}
