import { z } from 'zod';
import { badParameter, graphAnswer, graphFaults, type GraphFault } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { formPart } from './form.ts';
import type { Pushes, StatusError } from './pushes.ts';
import { fill } from './templates.ts';
import { isWindowOpen, type File, type Message, type Person, type World } from './world.ts';

const SECOND_MS = 1000;
const A_SECOND = 80;
/** On average one message in six seconds to the same person, counted over a minute. */
const PAIR = { max: 10, ms: 60 * SECOND_MS };
const TEXT_LENGTH = 4_096;
const CAPTION_LENGTH = 1_024;
const MARK_LENGTH = 512;
const IMAGE_BYTES = 5_000_000;

const product = { messaging_product: z.literal('whatsapp') };
const readMark = z.strictObject({
  ...product,
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
const addressed = {
  ...product,
  recipient_type: z.literal('individual').optional(),
  to: z
    .string()
    .regex(/^\+?\d+$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.\w+$/)
    .optional(),
  context: z.strictObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(MARK_LENGTH).optional(),
};
const parameter = z.strictObject({ type: z.literal('text'), text: z.string() });
const outgoing = z.discriminatedUnion('type', [
  z.strictObject({
    ...addressed,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(TEXT_LENGTH), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({
    ...addressed,
    type: z.literal('image'),
    image: z.strictObject({ id: z.string(), caption: z.string().max(CAPTION_LENGTH).optional() }),
  }),
  z.strictObject({
    ...addressed,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string(),
      language: z.strictObject({ code: z.string() }),
      components: z
        .array(z.strictObject({ type: z.enum(['header', 'body']), parameters: z.array(parameter) }))
        .optional(),
    }),
  }),
]);
type Outgoing = z.infer<typeof outgoing>;

type Given = { world: World; request: SandboxRequest; pushes: Pushes; exceeded: string[] };

/** `POST /{phone-number-id}/messages`. @throws GraphRefusal */
export function answerMessages({ world, request, pushes, exceeded }: Given): SandboxAnswer {
  const json: unknown = JSON.parse(request.body.toString('utf8'));
  const read = readMark.safeParse(json);
  if (read.success) return showRead(world, read.data.message_id);
  const parsed = outgoing.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new GraphRefusal(badParameter(`${issue?.path.join('.')} ${issue?.message}`));
  }
  const sent = parsed.data;
  const person = addresseeOf(world, sent);
  checkPace(world, person, exceeded);
  if (sent.context && !world.byId(sent.context.message_id))
    throw new GraphRefusal(fault(131009, 'Parameter value is not valid'));
  const text = textOf(sent);
  const file = sent.type === 'image' ? uploadBy(world, sent.image.id) : undefined;
  const made = world.say({
    with: person,
    isOwn: true,
    type: sent.type,
    text,
    at: world.now(),
    ...(file ? { file } : {}),
    ...(sent.context ? { answers: sent.context.message_id } : {}),
    ...(sent.type === 'template' ? { template: sent.template.name } : {}),
    ...(sent.biz_opaque_callback_data === undefined ? {} : { mark: sent.biz_opaque_callback_data }),
  });
  tellStatus(world, made, pushes);
  const byNumber = sent.to !== undefined;
  return graphAnswer({
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: sent.to ?? sent.recipient,
        ...(byNumber ? { wa_id: person.number } : { user_id: person.userId }),
      },
    ],
    messages: [{ id: made.id }],
  });
}

/** What the network refuses of a message it says afterwards: the call itself was answered with 200. */
function tellStatus(world: World, made: Message, pushes: Pushes): void {
  const failed = failureOf(world, made);
  if (failed) return pushes.status(made, 'failed', failed);
  pushes.status(made, 'sent');
  pushes.status(made, 'delivered');
}

function failureOf(world: World, { with: person, template }: Message): StatusError | null {
  if (person.fan === 'nobody')
    return { code: 131026, title: 'Message undeliverable', details: 'Message Undeliverable.' };
  if (template !== undefined || isWindowOpen(world, person)) return null;
  return {
    code: 131047,
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  };
}

function showRead(world: World, id: string): SandboxAnswer {
  const read = world.byId(id);
  if (!read || read.isOwn) throw new GraphRefusal(fault(131009, 'Parameter value is not valid'));
  // The earlier ones of the conversation too.
  for (const one of world.talkWith(read.with)) if (!one.isOwn && one.at <= read.at) world.shownRead.add(one.id);
  return graphAnswer({ success: true });
}

/** The number wins where both are given. */
function addresseeOf(world: World, { to, recipient }: Outgoing): Person {
  const id = to?.replace('+', '') ?? recipient;
  if (id === undefined) throw new GraphRefusal(badParameter('The parameter to is required.'));
  // Anybody may have a number: whether they are on WhatsApp is told later.
  return world.personBy(id) ?? { ...world.person('nobody'), number: id };
}

function checkPace(world: World, person: Person, exceeded: string[]): void {
  const now = world.now().getTime();
  const own = world.messages.filter((one) => one.isOwn);
  if (own.filter(({ at }) => now - at.getTime() < SECOND_MS).length >= A_SECOND) {
    exceeded.push('messages of the number in a second');
    throw new GraphRefusal(fault(130429, 'Rate limit hit'));
  }
  if (own.filter((one) => one.with === person && now - one.at.getTime() < PAIR.ms).length >= PAIR.max)
    throw new GraphRefusal(fault(131056, '(Business Account, Consumer Account) pair rate limit hit'));
}

function textOf(sent: Outgoing): string {
  switch (sent.type) {
    case 'text':
      return sent.text.body;
    case 'image':
      return sent.image.caption ?? '';
    case 'template':
      return fill(sent.template);
    default:
      return sent satisfies never;
  }
}

function uploadBy(world: World, id: string): File {
  const file = world.fileBy(id);
  if (!file?.isUpload) throw new GraphRefusal(fault(131053, 'Media upload error'));
  return file;
}

/** `POST /{phone-number-id}/media`. */
export function answerUpload(world: World, request: SandboxRequest): SandboxAnswer {
  const part = (name: string) => formPart(request, name);
  const mimeType = part('type')?.toString('utf8') ?? '';
  const bytes = part('file');
  if (part('messaging_product')?.toString('utf8') !== 'whatsapp' || !bytes)
    throw new GraphRefusal(badParameter('messaging_product and file are required.'));
  if (!['image/jpeg', 'image/png'].includes(mimeType))
    throw new GraphRefusal(badParameter('Param file must be a file'));
  if (bytes.length > IMAGE_BYTES) throw new GraphRefusal(badParameter('The file is too large.'));
  return graphAnswer({ id: world.keep({ mimeType, bytes, isUpload: true }).id });
}

const toBlock = z.strictObject({ ...product, block_users: z.array(z.strictObject({ user: z.string() })).max(1000) });

/** `POST` and `DELETE /{phone-number-id}/block_users`. UNVERIFIED: the code for who wrote too long ago. */
export function answerBlock(world: World, request: SandboxRequest): SandboxAnswer {
  const parsed = toBlock.safeParse(JSON.parse(request.body.toString('utf8')));
  if (!parsed.success) throw new GraphRefusal(badParameter('block_users'));
  const done: unknown[] = [];
  const failed: unknown[] = [];
  for (const { user } of parsed.data.block_users) {
    const person = world.personBy(user.replace('+', ''));
    if (!person) throw new GraphRefusal(graphFaults.missing);
    const named = { input: user, wa_id: person.number };
    if (request.method === 'DELETE') world.blocked.delete(person.fan);
    else if (isWindowOpen(world, person)) world.blocked.add(person.fan);
    else {
      failed.push({ ...named, errors: [{ code: 131047, message: 'Re-engagement required' }] });
      continue;
    }
    done.push(named);
  }
  const list = request.method === 'DELETE' ? 'removed_users' : 'added_users';
  return graphAnswer({ messaging_product: 'whatsapp', block_users: { [list]: done, failed_users: failed } });
}

function fault(code: number, message: string): GraphFault {
  return { code, message: `(#${code}) ${message}` };
}
