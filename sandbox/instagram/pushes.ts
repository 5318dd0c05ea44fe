import type { WebhookRequest } from '#lib/networks/contract.ts';
import { signedDelivery } from '../kit/meta/signing.ts';
import { sandboxApp } from './tokens.ts';
import type { Comment, Media, Message, World } from './world.ts';

/** The deliveries for what happens ("Instagram Platform, Webhooks, Examples"). */
export function createPushes(world: World) {
  const waiting: WebhookRequest[] = [];
  const push = (entry: Record<string, unknown>, unit: 'seconds' | 'ms') => {
    const ms = world.now().getTime();
    const time = unit === 'ms' ? ms : Math.floor(ms / 1000);
    waiting.push(
      signedDelivery(sandboxApp.clientSecret, { object: 'instagram', entry: [{ id: world.brand.id, time, ...entry }] }),
    );
  };
  const talk = ({ with: person, isOwn, at }: Message, said: Record<string, unknown>) => {
    const [sender, recipient] = isOwn ? [world.brand, person] : [person, world.brand];
    push(
      { messaging: [{ sender: { id: sender.id }, recipient: { id: recipient.id }, timestamp: at.getTime(), ...said }] },
      'ms',
    );
  };

  return {
    take: () => waiting.splice(0),
    comment({ id, from, text, parentId, media }: Comment): void {
      const value = {
        id,
        from: { id: from.id, username: from.username, self_ig_scoped_id: from.id },
        text,
        ...(parentId ? { parent_id: parentId } : {}),
        media: {
          id: media.id,
          media_product_type: media.product,
          ...(media.product === 'AD'
            ? { ad_id: `1202${media.id.slice(4)}`, ad_title: media.caption, original_media_id: media.id }
            : {}),
        },
      };
      push({ changes: [{ field: media.product === 'LIVE' ? 'live_comments' : 'comments', value }] }, 'seconds');
    },
    mention(media: Media, comment?: Comment): void {
      push(
        {
          changes: [
            { field: 'mentions', value: { media_id: media.id, ...(comment ? { comment_id: comment.id } : {}) } },
          ],
        },
        'seconds',
      );
    },
    message(message: Message): void {
      const { id, text, imageUrl, story, repliesTo, isOwn } = message;
      const attachments = [
        ...(imageUrl ? [{ type: 'image', payload: { url: imageUrl } }] : []),
        ...(story?.as === 'mention' ? [{ type: 'story_mention', payload: { url: story.url } }] : []),
      ];
      const answered =
        story?.as === 'reply'
          ? { story: { url: story.url, id: story.id } }
          : repliesTo
            ? { mid: repliesTo }
            : undefined;
      talk(message, {
        message: {
          mid: id,
          ...(text ? { text } : {}),
          ...(attachments.length > 0 ? { attachments } : {}),
          ...(answered ? { reply_to: answered } : {}),
          ...(isOwn ? { is_echo: true } : {}),
        },
      });
    },
    edited: (message: Message) =>
      talk(message, { message_edit: { mid: message.id, text: message.text, num_edit: message.edits } }),
    unsent: (message: Message) => talk(message, { message: { mid: message.id, is_deleted: true } }),
  };
}
export type Pushes = ReturnType<typeof createPushes>;
