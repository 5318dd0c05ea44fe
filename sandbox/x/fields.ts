import { invalid } from './answers.ts';

/**
 * The fields that a call may request. Source: docs.x.com/x-api/fundamentals/fields; of two names the older one is
 * accepted here.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'tweet.fields':
    'id,text,author_id,conversation_id,created_at,edit_history_tweet_ids,edit_controls,entities,in_reply_to_user_id,lang,note_tweet,public_metrics,referenced_tweets,reply_settings,attachments,display_text_range,source,possibly_sensitive,context_annotations'.split(
      ',',
    ),
  'user.fields':
    'id,name,username,profile_image_url,verified,verified_type,receives_your_dm,connection_status,created_at,description,protected,public_metrics'.split(
      ',',
    ),
  'media.fields':
    'media_key,type,url,preview_image_url,alt_text,width,height,variants,duration_ms,public_metrics'.split(','),
  'dm_event.fields':
    'id,text,event_type,created_at,dm_conversation_id,sender_id,participant_ids,attachments,referenced_tweets,entities'.split(
      ',',
    ),
  'webhook_config.fields': 'id,url,valid,created_at'.split(','),
  expansions:
    'author_id,referenced_tweets.id,referenced_tweets.id.author_id,attachments.media_keys,in_reply_to_user_id,edit_history_tweet_ids,entities.mentions.username,sender_id,participant_ids'.split(
      ',',
    ),
  event_types: ['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'],
  exclude: ['replies', 'retweets'],
};

/** The requested fields; an unknown one is refused. */
export function wishes(query: URLSearchParams, name: string): Set<string> {
  const asked = (query.get(name) ?? '').split(',').filter(Boolean);
  const unknown = asked.find((one) => !allowed[name]?.includes(one));
  if (unknown)
    throw invalid(
      name,
      `The \`${name}\` query parameter value [${unknown}] is not one of [${allowed[name]?.join(',')}]`,
    );
  return new Set(asked);
}

/** Refuses parameters that a call does not accept. */
export function onlyTakes(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) {
    if (!names.includes(name)) throw invalid(name, `The query parameter [${name}] is not one of [${names.join(',')}]`);
  }
}

export function numberOf(
  query: URLSearchParams,
  name: string,
  [min, max, otherwise]: readonly [number, number, number],
): number {
  const raw = query.get(name);
  if (raw === null) return otherwise;
  const value = Number(raw);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(name, `The \`${name}\` query parameter value [${raw}] is not between ${min} and ${max}`);
  }
  return value;
}

export function idOf(query: URLSearchParams, name: string): bigint | null {
  const raw = query.get(name);
  if (raw === null) return null;
  if (!/^\d{1,19}$/.test(raw)) throw invalid(name, `The \`${name}\` query parameter value [${raw}] is not a valid id`);
  return BigInt(raw);
}
