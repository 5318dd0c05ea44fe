import { z } from 'zod';
import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import type { Pushes } from './pushes.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import type { Token } from './tokens.ts';
import type { Person, World } from './world.ts';

const DAY_MS = 24 * 3_600_000;
const MESSAGE_BYTES = 1_000;

const body = z.object({
  recipient: z.union([z.object({ id: z.string() }), z.object({ comment_id: z.string() })]),
  messaging_type: z.string().optional(),
  tag: z.string().optional(),
  sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']).optional(),
  message: z
    .union([
      z.object({ text: z.string().min(1) }),
      z.object({ attachment: z.object({ type: z.string(), payload: z.object({ url: z.string() }) }) }),
    ])
    .optional(),
  reply_to: z.object({ mid: z.string() }).optional(),
});

type Given = { world: World; token: Token; request: SandboxRequest; pushes: Pushes; exceeded: string[] };

/** `POST /{account}/messages` ("Instagram Messaging API, Send messages"; "Private replies"). @throws GraphRefusal */
export function send({ world, token, request, pushes, exceeded }: Given, self: string): SandboxAnswer {
  if (self !== (token.setup === 'facebook' ? world.page.id : world.brand.id))
    throw new GraphRefusal(graphFaults.missing);
  const parsed = body.safeParse(JSON.parse(request.body.toString('utf8')));
  if (!parsed.success) throw new GraphRefusal(badParameter(parsed.error.issues[0]?.message ?? 'Invalid body'));
  const { recipient, message, sender_action: act, tag, messaging_type: type, reply_to: answered } = parsed.data;
  const person = 'id' in recipient ? personWith(world, recipient.id) : authorOf(world, recipient.comment_id, exceeded);
  if (act) {
    if (act === 'mark_seen') world.seen.set(person.id, world.now());
    return graphAnswer({ recipient_id: person.id });
  }
  if (!message) throw new GraphRefusal(badParameter('message is required.'));
  if ('id' in recipient) checkWindow(world, person, type === 'MESSAGE_TAG' ? tag : undefined);
  const text = 'text' in message ? message.text : '';
  if (Buffer.byteLength(text) > MESSAGE_BYTES) {
    exceeded.push(`a message of ${Buffer.byteLength(text)} bytes`);
    throw new GraphRefusal(badParameter('Length of param message[text] must be less than or equal to 1000'));
  }
  const made = world.say({
    with: person,
    isOwn: true,
    text,
    ...('attachment' in message ? { imageUrl: message.attachment.payload.url } : {}),
    ...('comment_id' in recipient ? { aboutComment: recipient.comment_id } : {}),
    ...(answered ? { repliesTo: answered.mid } : {}),
  });
  pushes.message(made);
  return graphAnswer({ recipient_id: person.id, message_id: made.id });
}

function personWith(world: World, id: string): Person {
  const person = world.talks().find((one) => one.id === id);
  if (!person) throw new GraphRefusal({ code: 100, subcode: 2534014, message: 'The requested user cannot be found.' });
  return person;
}

function authorOf(world: World, commentId: string, exceeded: string[]): Person {
  const comment = world.commentById(commentId);
  if (!comment) throw new GraphRefusal(graphFaults.missing);
  if (comment.wasAnsweredPrivately) {
    exceeded.push('a second private reply to a comment');
    throw new GraphRefusal(graphFaults.alreadyReplied);
  }
  if (world.now().getTime() - comment.at.getTime() > 7 * DAY_MS) throw new GraphRefusal(graphFaults.alreadyReplied);
  comment.wasAnsweredPrivately = true;
  return comment.from;
}

function checkWindow(world: World, person: Person, tag: string | undefined): void {
  const last = world.lastWordOf(person.id);
  const ageMs = last ? world.now().getTime() - last.getTime() : Infinity;
  if (tag !== undefined && tag !== 'HUMAN_AGENT') throw new GraphRefusal(badParameter('Invalid tag.'));
  if (ageMs > (tag ? 7 : 1) * DAY_MS) {
    throw new GraphRefusal({
      code: 10,
      subcode: 2534022,
      message: 'This message is sent outside of allowed window.',
      status: 403,
    });
  }
}
