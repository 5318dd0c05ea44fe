import { ApiError, pageOf } from './answers.ts';
import type { Handler } from './handler.ts';
import type { Pushes } from './pushes.ts';
import { shownMessage } from './shown-message.ts';
import { BRAND, type Message, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const RESPONSE_MS = 48 * HOUR_MS;
const FIRST_MAX = 10;
const LATE_MAX = 3;
const LATEST = 20;

/** Direct messages ("Business Messaging API"). */
export function messagesApi(
  world: World,
  pushes: Pushes,
): { reads: Record<string, Handler>; writes: Record<string, Handler> } {
  let isPrivateReplyOn = false;
  const conversation = (id: string) => {
    const found = world.conversations.get(id);
    if (!found) throw new ApiError(40007, 'The conversation does not exist');
    return found;
  };
  const say = (id: string, given: Partial<Message>) => {
    const message = world.addMessage({ conversationId: id, author: BRAND, text: '', source: 'API', ...given });
    pushes.message(message);
    return { message: { message_id: message.id } };
  };

  return {
    reads: {
      'business/message/conversation/list': (params) => {
        const isRequests = params.oneOf('conversation_type', ['STRANGER', 'SINGLE']) === 'STRANGER';
        const listed = [...world.conversations.values()]
          .filter(
            ({ id, updatedAt }) => world.isRequest(id) === isRequests && +world.now() - +updatedAt < 90 * 24 * HOUR_MS,
          )
          .sort((one, other) => +other.updatedAt - +one.updatedAt)
          .slice(0, 100);
        const { part, ...rest } = pageOf(listed, params, { max: 100, usual: 20, size: 'limit' });
        return {
          conversations: part.map(({ id, updatedAt }) => ({ conversation_id: id, update_time: +updatedAt })),
          ...rest,
        };
      },
      'business/message/content/list': (params) => {
        const { id, fan } = conversation(params.text('conversation_id'));
        const messages = world.messagesIn(id).slice(-LATEST).toReversed();
        return {
          messages: messages.map((message) => shownMessage(world, message, fan)),
          participants: [
            {
              id: world.keyOf(fan),
              display_name: world.nameOf(fan),
              profile_image: world.avatarOf(fan),
              role: 'PERSONAL_ACCOUNT',
              is_follower: false,
            },
            { id: world.keyOf(BRAND), display_name: world.brand.name, role: 'BUSINESS_ACCOUNT' },
          ],
        };
      },
      'business/message/media/download': (params) => {
        conversation(params.text('conversation_id'));
        params.text('message_id');
        params.oneOf('media_type', ['IMAGE', 'VIDEO']);
        return { download_url: `https://media.tiktok.example/${params.text('media_id')}` };
      },
    },
    writes: {
      'business/message/send': (params) => {
        const direct = params.object('direct_reply');
        const body = params.object('text')?.body;
        if (direct) {
          if (!isPrivateReplyOn) throw new ApiError(40001, 'Comment-to-Message is not enabled');
          const { comment_id: commentId } = { ...(direct.comment_reply as Record<string, unknown> | undefined) }; // read with care below
          const comment = world.comments.get(String(commentId));
          if (!comment || comment.isDeleted) throw new ApiError(40007, 'The comment does not exist');
          const isOld = +world.now() - +comment.at > RESPONSE_MS;
          const isAnswered = world.messages.some((message) => message.commentId === comment.id);
          if (isOld || isAnswered || comment.parentId)
            throw new ApiError(40064, 'The comment cannot be answered directly');
          const { id } = world.conversationWith(comment.author);
          return say(id, { text: String(body), commentId: comment.id });
        }
        params.oneOf('recipient_type', ['CONVERSATION']);
        const { id } = conversation(params.text('recipient'));
        const type = params.oneOf('message_type', ['TEXT', 'IMAGE', 'SENDER_ACTION']);
        if (type === 'SENDER_ACTION') {
          if (params.oneOf('sender_action', ['TYPING', 'MARK_READ']) === 'MARK_READ') conversation(id).isRead = true;
          return { message: { message_id: '' } };
        }
        checkWindow(world, id);
        if (type === 'IMAGE') return say(id, { mediaId: String(params.object('image')?.media_id) });
        if (typeof body !== 'string' || body === '' || body.length > 6_000) throw new ApiError(40002, 'text.body');
        return say(id, { text: body });
      },
      'business/message/media/upload': (params) => {
        params.oneOf('media_type', ['IMAGE']);
        params.text('file');
        return { media_id: `m_${world.makeId()}` };
      },
      'business/message/direct_reply/update': (params) => {
        params.oneOf('direct_reply_type', ['COMMENT_TO_MESSAGE']);
        isPrivateReplyOn = params.oneOf('operation_status', ['ENABLE', 'DISABLE']) === 'ENABLE';
        return {};
      },
    },
  };
}

/** Ten messages after somebody's first, any number within 48 hours of a later one, three after that. */
function checkWindow(world: World, conversationId: string): void {
  const messages = world.messagesIn(conversationId);
  const theirs = messages.filter(({ author }) => author !== BRAND);
  const last = theirs.at(-1);
  const since = last ? messages.filter(({ author, at }) => author === BRAND && at >= last.at) : [];
  const isOpen = last !== undefined && +world.now() - +last.at <= RESPONSE_MS;
  const late = since.filter(({ at }) => last && +at - +last.at > RESPONSE_MS);
  const isAllowed = isOpen
    ? theirs.length > 1 || since.length < FIRST_MAX
    : last !== undefined && late.length < LATE_MAX;
  if (!isAllowed) throw new ApiError(40064, 'The message is out of the messaging window');
}
