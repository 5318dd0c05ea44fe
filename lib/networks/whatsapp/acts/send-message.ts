import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { savePart } from '../../kit/meta/parts.ts';
import { isTooLong } from '../../text-length.ts';
import { callGraph } from '../calls.ts';
import { capabilities } from '../capabilities.ts';
import type { WhatsAppChannel } from '../credentials.ts';
import { costs, limits } from '../limits.ts';
import { templateBody } from '../templates.ts';
import { sentAnswer, uploadAnswer } from '../wire.ts';
import { addressee, refuse, type Act } from './act.ts';
import { showReadBefore } from './conversation.ts';

type Attachment = ActionRequest['attachments'][number];
type Content =
  | { type: 'text'; body: string }
  | { type: 'image'; image: Attachment; caption: string }
  | { type: 'template'; template: ReturnType<typeof templateBody> };

/**
 * An answer in a conversation, or a template. A picture carries its words where they fit under it, else they are a
 * second message. There is no key against sending twice: each message carries our own mark, which the network repeats
 * with what it tells of it (`biz_opaque_callback_data`).
 */
export const sendMessage: Act = {
  perform: async (channel, action) => {
    checkContent(action);
    const contents = contentsOf(action);
    const sent = contents.map((_, at) => action.progress[`part${at}`]);
    if (!action.template && sent.every((id) => id === undefined)) await showReadBefore(channel, action);
    for (const [at, content] of contents.entries()) {
      if (sent[at] !== undefined) continue;
      const id = await send(channel, action, await bodyOf(channel, content), at);
      sent[at] = id;
      await savePart(action, at, id);
    }
    return receiptOf(sent) ?? {};
  },
  // Only what the network told of its own accord is known: nobody can be asked.
  find: (_channel, action) =>
    Promise.resolve(receiptOf(contentsOf(action).map((_, at) => action.progress[`part${at}`])) ?? 'unknown'),
};

/** The id of the last message stands for the whole answer. */
function receiptOf(sent: readonly (string | undefined)[]): Receipt | null {
  const last = sent.at(-1);
  return last !== undefined && sent.every((id) => id !== undefined) ? { externalId: last } : null;
}

async function send(
  channel: WhatsAppChannel,
  action: ActionRequest,
  body: Record<string, unknown>,
  at: number,
): Promise<string> {
  const { messages } = await callGraph(channel, {
    method: 'POST',
    path: `${channel.account.externalId}/messages`,
    body: {
      json: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...addressee(action),
        // A template opens the conversation anew: it quotes nothing.
        ...(action.template || at > 0 ? {} : { context: { message_id: action.target.externalId } }),
        ...body,
        biz_opaque_callback_data: `${action.keys.key}:${at}`,
      },
    },
    schema: sentAnswer,
    costs: costs.send,
  });
  const [message] = messages;
  if (!message) throw new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'no message id' });
  return message.id;
}

async function bodyOf(channel: WhatsAppChannel, content: Content): Promise<Record<string, unknown>> {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { preview_url: false, body: content.body } };
    case 'image': {
      const { image, caption } = content;
      return { type: 'image', image: { id: await upload(channel, image), ...(caption ? { caption } : {}) } };
    }
    case 'template':
      return { type: 'template', template: content.template };
    default:
      return content satisfies never;
  }
}

/** "Media, Upload": what is uploaded can be sent for 30 days, and reaches nobody before. */
async function upload(channel: WhatsAppChannel, { bytes, mimeType }: Attachment): Promise<string> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', mimeType);
  form.set('file', new Blob([bytes], { type: mimeType }), `image.${mimeType === 'image/png' ? 'png' : 'jpg'}`);
  const { id } = await callGraph(channel, {
    method: 'POST',
    path: `${channel.account.externalId}/media`,
    body: { multipart: form },
    schema: uploadAnswer,
    costs: costs.media,
    writes: false,
  });
  return id;
}

function contentsOf({ text, attachments, template }: ActionRequest): Content[] {
  if (template) return [{ type: 'template', template: templateBody(template) }];
  const words: Content[] = text.trim() ? [{ type: 'text', body: text }] : [];
  const [image] = attachments;
  if (!image) return words;
  if (text.length <= limits.caption.characters) return [{ type: 'image', image, caption: text.trim() }];
  return [{ type: 'image', image, caption: '' }, ...words];
}

/** @throws NetworkError `refused` before anything is sent */
function checkContent({ text, attachments }: ActionRequest): void {
  const capability = capabilities.message?.reply;
  if (!capability || isTooLong(text, capability)) throw refuse('text_too_long');
  const { max, maxBytes, types } = { max: 1, ...limits.image };
  if (attachments.length > max) throw refuse('attachment_refused', `more than ${max} images`);
  for (const { bytes, mimeType } of attachments) {
    if (!types.some((one) => one === mimeType)) throw refuse('attachment_refused', mimeType);
    if (bytes.byteLength > maxBytes) throw refuse('attachment_refused', `${bytes.byteLength} bytes`);
  }
}
