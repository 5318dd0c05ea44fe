import type { WebhookRequest } from '#lib/networks/contract.ts';
import { signedDelivery } from '#sandbox/kit/meta/signing.ts';
import { linkTo } from './nodes.ts';
import type { CommentRecord, MentionRecord, Person, PostRecord, ReviewRecord, TextRecord, World } from './world.ts';

/** The deliveries to the operator's webhook address. */
export function createDeliveries(world: World, appSecret: string) {
  const waiting: WebhookRequest[] = [];
  let isSubscribed = true;
  /** Null: nobody chose fields yet, and all are pushed. */
  let subscribed: readonly string[] | null = null;
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

  const push = (entry: Record<string, unknown>) => {
    if (isSubscribed)
      waiting.push(signedDelivery(appSecret, { object: 'page', entry: [{ id: world.page.id, ...entry }] }));
  };
  const isWanted = (field: string) => subscribed === null || subscribed.includes(field);
  const change = (field: string, value: Record<string, unknown>) =>
    isWanted(field) && push({ time: seconds(world.now()), changes: [{ field, value }] });
  const messaging = (event: Record<string, unknown>) =>
    isWanted('messages') && push({ time: world.now().getTime(), messaging: [event] });
  const from = (person: Person) => (person.isVisible ? { from: { id: person.id, name: person.name } } : {});

  return {
    take: () => waiting.splice(0),
    subscribe: (is: boolean, fields?: readonly string[]) => {
      isSubscribed = is;
      subscribed = fields ?? subscribed;
    },
    fields: () => subscribed ?? ['feed', 'messages'],
    isSubscribed: () => isSubscribed,
    comment: (verb: 'add' | 'edited' | 'remove' | 'hide' | 'unhide', one: CommentRecord) => {
      const post = world.posts.get(one.postId);
      const isGone = verb === 'remove';
      if (world.reviews.has(one.postId)) {
        const said = { comment_id: one.id, open_graph_story_id: one.postId, created_time: seconds(one.createdAt) };
        change('ratings', {
          item: 'comment',
          verb,
          ...from(one.by),
          ...said,
          ...(isGone ? {} : { message: one.text }),
        });
        return;
      }
      // The Page gets no events for comments under other people's posts.
      if (!post || post.kind === 'tag') return;
      change('feed', {
        item: 'comment',
        verb,
        ...from(one.by),
        post_id: one.postId,
        comment_id: one.id,
        parent_id: one.parentId ?? one.postId,
        created_time: seconds(one.createdAt),
        ...(isGone ? {} : { message: one.text, ...(one.imageUrl ? { photo: one.imageUrl } : {}) }),
        ...(isGone
          ? {}
          : {
              post: {
                id: post.id,
                type: 'status',
                status_type: 'mobile_status_update',
                promotion_status: post.kind === 'ad' ? 'active' : 'inactive',
                is_published: post.kind !== 'ad',
                permalink_url: linkTo(post.id),
                updated_time: post.movedAt.toISOString().replace(/\.\d+Z$/, '+0000'),
              },
            }),
      });
    },
    post: (verb: 'add' | 'edited' | 'remove', one: PostRecord) => {
      // Posts of ads are not announced.
      if (one.kind === 'ad') return;
      if (one.kind === 'tag') {
        const { id, by, text, createdAt } = one;
        change('mention', {
          item: 'post',
          verb,
          post_id: id,
          message: text,
          sender_id: by.id,
          sender_name: by.name,
          created_time: seconds(createdAt),
        });
        return;
      }
      change('feed', {
        item: one.imageUrl ? 'photo' : 'status',
        verb,
        ...from(one.by),
        post_id: one.id,
        ...(verb === 'remove' ? {} : { message: one.text, published: 1 }),
        created_time: seconds(one.createdAt),
      });
    },
    mention: (verb: 'add' | 'edited' | 'remove', { id, postId, text }: MentionRecord) =>
      // As in a sample of the network: neither sender nor time.
      change('mention', {
        item: 'comment',
        verb,
        post_id: postId,
        comment_id: id,
        ...(verb === 'remove' ? {} : { message: text }),
      }),
    review: (verb: 'add' | 'edit' | 'remove', one: ReviewRecord) =>
      change('ratings', {
        item: 'rating',
        verb,
        reviewer_id: one.by.id,
        reviewer_name: one.by.name,
        recommendation_type: one.type.toUpperCase(),
        ...(verb === 'remove' ? {} : { review_text: one.text }),
        ...(one.rating === undefined ? {} : { rating: one.rating }),
        open_graph_story_id: one.id,
        created_time: seconds(one.createdAt),
      }),
    text: (one: TextRecord, contact: Person, metadata?: string) => {
      const isEcho = one.by.id === world.page.id;
      messaging({
        sender: { id: one.by.id },
        recipient: { id: isEcho ? contact.id : world.page.id },
        timestamp: one.createdAt.getTime(),
        message: {
          mid: one.id,
          ...(one.text ? { text: one.text } : {}),
          ...(one.imageUrl ? { attachments: [{ type: 'image', payload: { url: one.imageUrl } }] } : {}),
          ...(isEcho ? { is_echo: true, app_id: 900_100, ...(metadata ? { metadata } : {}) } : {}),
        },
      });
    },
    textEdited: (one: TextRecord) =>
      messaging({
        sender: { id: one.by.id },
        recipient: { id: world.page.id },
        timestamp: world.now().getTime(),
        message_edit: { mid: one.id, text: one.text, num_edit: 1 },
      }),
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;
