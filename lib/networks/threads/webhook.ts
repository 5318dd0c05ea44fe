import type { ChannelAccount, InboundEvent, InboundPost, WebhookHandler } from '../contract.ts';
import { checkSignature, metaHandshake } from '../kit/meta/webhook-handler.ts';
import type { ThreadsChannel, ThreadsCredentials } from './credentials.ts';
import { inboundMention, inboundPost, inboundReply, isOwn } from './inbound.ts';
import { contactAbove } from './pull/visit.ts';
import { readAuthor, readOne } from './read.ts';
import { deletion, delivery, media, ownership, postFields, replyFields, type Media } from './wire.ts';
import { parseLossless } from '../kit/lossless-json.ts';

type Parsed = { events: InboundEvent[]; posts: InboundPost[] };

/** The usual longest delay. The network repeats failed deliveries for 36 hours. */
const LATE_MS = 5 * 60_000;
const nothing: Parsed = { events: [], posts: [] };

export const webhook: WebhookHandler<ThreadsCredentials> = {
  pushDelays: { comment: LATE_MS, mention: LATE_MS },
  handshake: metaHandshake,
  // UNVERIFIED whether the secret of the Threads app signs, or that of the Meta app around it.
  verify: (request, app) => checkSignature(request, [app.clientSecret, app.options.meta_app_secret]),
  readAccountIds: ({ body }) => {
    const { target_id: target, values } = delivery.parse(parseLossless(body));
    const owners = values.map(({ field, value }) => ownerOf(field, value) ?? target);
    return [...new Set(owners.filter((id) => id !== undefined))];
  },
  parse: async (channel, { body }) => {
    const { target_id: target, values } = delivery.parse(parseLossless(body));
    const reported: Parsed = { events: [], posts: [] };
    for (const { field, value } of values) {
      if (!isFor(channel.account, { field, value, target })) continue;
      const { events, posts } = await parseValue(channel, field, value);
      reported.events.push(...events);
      reported.posts.push(...posts);
    }
    return reported;
  },
};

/** The account's id, where a value has one: an answer is delivered under the post's id, not the account's. */
function ownerOf(field: string, value: unknown): string | undefined {
  const { owner, root_post: root } = ownership.parse(value);
  return field === 'replies' ? root?.owner_id : owner?.owner_id;
}

function isFor(
  account: ChannelAccount,
  { field, value, target }: { field: string; value: unknown; target: string | undefined },
): boolean {
  const owner = ownerOf(field, value);
  if (owner === account.externalId) return true;
  const { username, root_post: root } = ownership.parse(value);
  const name = field === 'replies' ? root?.username : field === 'mentions' ? undefined : username;
  return name === undefined ? (owner ?? target) === account.externalId : name === account.handle;
}

async function parseValue(channel: ThreadsChannel, field: string, value: unknown): Promise<Parsed> {
  switch (field) {
    case 'replies':
      return await parseReply(channel, media.parse(value));
    case 'mentions':
      return await parseMention(channel, media.parse(value));
    case 'delete': {
      const { id, deleted_at: deletedAt = channel.now() } = deletion.parse(value);
      return { events: [{ type: 'message_deleted', externalId: id, deletedAt }], posts: [] };
    }
    case 'publish': {
      const { id } = deletion.parse(value);
      const found = await readOne(channel, id, replyFields);
      if (!found) return nothing;
      if (!found.is_reply) return { events: [], posts: [inboundPost(found, channel.account)] };
      return await parseReply(channel, found);
    }
    default:
      return nothing;
  }
}

/**
 * An answer under one of the account's own posts. Its own answers elsewhere are read together with the mention they
 * answer.
 */
async function parseReply(channel: ThreadsChannel, one: Media): Promise<Parsed> {
  const { account } = channel;
  const rootId = one.root_post?.id;
  if (!rootId) return nothing;
  const root = await readOne(channel, rootId, postFields);
  if (root && !isOwn(root, account)) return nothing;
  const contact = isOwn(one, account) ? await contactAbove(channel, one, { page: [], rootId }) : undefined;
  return {
    events: [inboundReply(one, { rootId, account, contact })],
    posts: root ? [inboundPost(root, account)] : [],
  };
}

/** Under the account's own posts a mention is an answer, and is reported as one. */
async function parseMention(channel: ThreadsChannel, one: Media): Promise<Parsed> {
  const { account } = channel;
  if (isOwn(one, account)) return nothing;
  const full = one.is_reply && !one.root_post ? ((await readOne(channel, one.id, replyFields)) ?? one) : one;
  const rootId = full.root_post?.id;
  const rootAuthor = rootId ? (full.root_post?.username ?? (await readAuthor(channel, rootId))) : undefined;
  if (rootAuthor === account.handle) return await parseReply(channel, full);
  return { events: [inboundMention(full, { account })], posts: [] };
}
