import { badParameter, graphAnswer, graphFault, graphFaults } from '#sandbox/kit/meta/answers.ts';
import type { SandboxAnswer } from '#sandbox/kit/types.ts';
import type { Deliveries } from './deliveries.ts';
import { talkWith, textsIn, type Person, type TextRecord, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;
const MAX_TEXT = 2_000;

type Body = {
  recipient?: { id?: string; comment_id?: string; post_id?: string };
  messaging_type?: string;
  tag?: string;
  sender_action?: string;
  message?: { text?: string; metadata?: string; attachment?: { type?: string; payload?: { url?: string } } };
};

/** `POST /{page}/messages`: the Send API, its windows and its private replies. */
export function createSendApi(world: World, deliveries: Deliveries, { humanAgent }: { humanAgent: boolean }) {
  return (given: unknown): SandboxAnswer => {
    const body = (given ?? {}) as Body; // each field is checked before it is used
    const { recipient = {} } = body;
    if (recipient.comment_id || recipient.post_id) return replyPrivately(body, recipient);
    const person = [...world.people.values()].find(({ id }) => id === recipient.id);
    const talk = [...world.talks.values()].find((one) => one.with.id === recipient.id);
    if (!person || !talk) return graphFault(graphFaults.noSuchPerson);
    if (body.sender_action) {
      if (body.sender_action === 'mark_seen') talk.unread = 0;
      return graphAnswer({ recipient_id: person.id });
    }
    const fault = faultOf(body) ?? windowFault(body, person);
    return fault ? graphFault(fault) : sent(body, person);
  };

  function replyPrivately(
    body: Body,
    { comment_id: commentId, post_id: postId }: NonNullable<Body['recipient']>,
  ): SandboxAnswer {
    const comment = world.comments.get(commentId ?? '');
    const post = world.posts.get(postId ?? '');
    const target = comment ?? post;
    if (!target || target.isDeleted) return graphFault(graphFaults.missing);
    const isUsed = [...world.texts.values()].some(({ answers }) => answers === target.id);
    const isLate = world.now().getTime() - target.createdAt.getTime() > 7 * DAY_MS;
    if (isUsed || isLate || body.messaging_type !== 'RESPONSE') return graphFault(graphFaults.alreadyReplied);
    const fault = faultOf(body);
    if (fault) return graphFault(fault);
    const answer = sent(body, target.by, target.id);
    if (comment) comment.privateTalk = talkWith(world, target.by).id;
    return answer;
  }

  function faultOf({ message }: Body) {
    const { text, attachment } = message ?? {};
    if (text !== undefined && attachment) return badParameter('A message is a text or an attachment');
    if (!text && !attachment?.payload?.url) return badParameter('The message is empty');
    return [...(text ?? '')].length > MAX_TEXT
      ? badParameter('Length of param message[text] must be less than or equal to 2000')
      : null;
  }

  function windowFault({ messaging_type: type, tag }: Body, person: Person) {
    const talk = talkWith(world, person);
    const last = textsIn(world, talk.id).find(({ by }) => by.id === person.id);
    const quietMs = last ? world.now().getTime() - last.createdAt.getTime() : Infinity;
    if (type === 'MESSAGE_TAG' && tag === 'HUMAN_AGENT') {
      if (!humanAgent) return graphFaults.noHumanAgent;
      return quietMs > 7 * DAY_MS ? graphFaults.outsideWindow : null;
    }
    if (type !== 'RESPONSE') return badParameter('messaging_type must be RESPONSE or MESSAGE_TAG with a tag in force');
    return quietMs > DAY_MS ? graphFaults.outsideWindow : null;
  }

  function sent({ message }: Body, person: Person, answers?: string): SandboxAnswer {
    const talk = talkWith(world, person);
    const one: TextRecord = {
      id: world.messageId(),
      talkId: talk.id,
      by: world.page,
      text: message?.text ?? '',
      createdAt: world.now(),
      imageUrl: message?.attachment?.payload?.url,
      ...(answers ? { answers } : {}),
    };
    world.texts.set(one.id, one);
    talk.updatedAt = one.createdAt;
    deliveries.text(one, person, message?.metadata);
    return graphAnswer({ recipient_id: person.id, message_id: one.id });
  }
}
