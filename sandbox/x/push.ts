import { timeOf } from '#lib/networks/x/snowflake.ts';
import { postJson, userJson } from './wire.ts';
import { conversationOf, type World, type XMessage, type XPost, type XUser } from './world.ts';

const FIELDS = new Set(
  'author_id,conversation_id,created_at,edit_controls,entities,in_reply_to_user_id,lang,public_metrics,referenced_tweets,reply_settings,attachments'.split(
    ',',
  ),
);

/** Pushes a post in the format of the X Activity API: included objects are wrapped in `data`. */
export function pushPost(world: World, post: XPost, type: string): void {
  const author = world.users.get(post.authorId);
  world.pushes.push({
    type,
    payload: {
      ...postJson(world, post, FIELDS),
      ...(post.replyTo ? { in_reply_to_tweet_id: post.replyTo.postId } : {}),
    },
    includes: {
      users: author ? [{ data: userJson(world, author, new Set(['profile_image_url'])) }] : [],
      tweets: [],
    },
  });
}

export function pushMessage(world: World, message: XMessage): void {
  const isOwn = message.from === world.brand.externalId;
  const people = [message.from, message.to].flatMap((id) => world.users.get(id) ?? []);
  world.pushes.push({
    type: isOwn ? 'dm.sent' : 'dm.received',
    payload: {
      direct_message_events: [
        {
          type: 'message_create',
          id: message.id,
          created_timestamp: String(timeOf(message.id)),
          message_create: {
            target: { recipient_id: message.to },
            sender_id: message.from,
            message_data: { text: message.text, entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] } },
          },
        },
      ],
      users: Object.fromEntries(people.map((user) => [user.id, { data: userJson(world, user, new Set()) }])),
    },
  });
}

/** Pushes that a person wrote in XChat. @returns the message's id */
export function pushChat(world: World, from: XUser): string {
  const id = world.nextId();
  const to = world.brand.externalId;
  world.pushes.push({
    type: 'chat.received',
    payload: {
      id,
      conversation_id: conversationOf({ from: from.id, to }),
      sender_id: from.id,
      created_at: world.now().toISOString(),
      encoded_event: 'CAEQAhoMc2VhbGVkLXdvcmRz',
    },
  });
  return id;
}
