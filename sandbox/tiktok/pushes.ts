import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { linkOf } from './handler.ts';
import { shownMessage } from './shown-message.ts';
import { BRAND, type Comment, type Message, type Video, type World } from './world.ts';

type CommentAction = 'insert' | 'delete' | 'set_to_hidden' | 'set_to_public';

/** The deliveries to the app's address: signed, with ids as bare integers in a text. */
export class Pushes {
  #waiting: WebhookRequest[] = [];
  readonly #world: World;
  readonly #app: { clientId: string; clientSecret: string };

  constructor(world: World, app: { clientId: string; clientSecret: string }) {
    this.#world = world;
    this.#app = app;
  }

  take(): WebhookRequest[] {
    return this.#waiting.splice(0);
  }

  comment(comment: Comment, action: CommentAction): void {
    const isForeign = this.#world.videos.some(({ id, creator }) => id === comment.videoId && creator !== BRAND);
    if (comment.adId || comment.namesBrand || isForeign) return;
    const at = action === 'insert' ? comment.at : this.#world.now();
    this.#push('comment.update', {
      comment_id: comment.id,
      video_id: comment.videoId,
      parent_comment_id: comment.parentId ?? 0,
      comment_type: comment.parentId ? 'reply' : 'comment',
      comment_action: action,
      unique_identifier: this.#world.keyOf(comment.author),
      timestamp: at.getTime(),
    });
  }

  message(message: Message): void {
    const fan = this.#world.conversations.get(message.conversationId)?.fan ?? '';
    const {
      sender,
      recipient,
      message_type: type,
      message_tag: _tag,
      reactions: _reactions,
      ...rest
    } = shownMessage(this.#world, message, fan);
    this.#push(message.author === BRAND ? 'im_send_msg' : 'im_receive_msg', {
      from: sender,
      to: recipient,
      unique_identifier: this.#world.keyOf(fan),
      ...rest,
      type: String(type).toLowerCase(),
    });
  }

  mention(video: Video, comment?: Comment): void {
    this.#push('brand.mention.event', {
      type_of_event: 'CREATE',
      mention_type: comment ? 'COMMENT' : 'VIDEO_MENTION',
      video_id: video.id,
      comment_id: comment?.id ?? '0',
      video_create_time: Math.floor(+video.at / 1000),
      open_id_of_mentioned_user: this.#world.brand.externalId,
      unique_name_of_mentioned_user: this.#world.brand.handle,
      unique_identifier: this.#world.keyOf(comment?.author ?? video.creator),
      share_url: linkOf(video, this.#world.brand.handle),
      video_caption: video.caption,
    });
  }

  #push(event: string, content: Record<string, unknown>): void {
    const at = Math.floor(+this.#world.now() / 1000);
    const body = Buffer.from(
      JSON.stringify({
        client_key: this.#app.clientId,
        event,
        create_time: at,
        user_openid: this.#world.brand.externalId,
        content: JSON.stringify(content).replace(/"(comment_id|video_id|parent_comment_id)":"(\d{16,})"/g, '"$1":$2'),
      }),
    );
    const signature = createHmac('sha256', this.#app.clientSecret).update(`${at}.`).update(body).digest('hex');
    this.#waiting.push({
      method: 'POST',
      query: {},
      headers: {
        'content-type': 'application/json',
        'tiktok-signature': `t=${at},s=${signature}`,
        'webhook-schema-version': '1.0',
      },
      body,
    });
  }
}
