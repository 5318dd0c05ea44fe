import type { InboundAttachment, InboundAuthor, InboundEvent, InboundMessage } from '../contract.ts';
import { graphRoot } from './calls.ts';
import type { WhatsAppChannel } from './credentials.ts';
import { reasonOf } from './errors.ts';
import type { Change, Contact, File, Message, Status } from './wire.ts';

/** The messages and statuses in a change of the field `messages`. */
export function eventsOfChange(channel: WhatsAppChannel, { contacts, messages, statuses }: Change): InboundEvent[] {
  return [
    ...messages.flatMap((one) => messageOf(channel, one, contacts)),
    ...statuses.flatMap((one) => deliveryOf(one)),
  ];
}

/**
 * The conversation is the person: the id that the business knows them by, or their number where the network tells only
 * that ("Business-scoped user ids"). Reactions, changes of a person's number and groups are no messages of a conversation.
 */
function messageOf(channel: WhatsAppChannel, said: Message, contacts: readonly Contact[]): InboundMessage[] {
  const personId = said.from_user_id ?? said.from;
  if (personId === undefined || said.group_id !== undefined) return [];
  if (said.type === 'reaction' || said.type === 'system') return [];
  const contact = contacts.find(
    ({ user_id: user, wa_id: number }) => (user ?? number) === personId || number === said.from,
  );
  const number = said.from ?? contact?.wa_id;
  const { attachments, text } = contentOf(channel, said);
  const isUntold = text === '' && attachments.length === 0;
  return [
    {
      type: 'message',
      externalId: said.id,
      kind: 'message',
      threadExternalId: personId,
      direction: 'inbound',
      author: authorOf(personId, number, contact),
      text,
      createdAt: said.timestamp,
      ...(said.context?.id ? { parentExternalId: said.context.id } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(isUntold ? { variant: 'untold' as const } : {}),
      reference: {
        ...(number ? { number } : {}),
        ...(said.from_user_id ? { userId: said.from_user_id } : {}),
      },
    },
  ];
}

/** A person may hide their number, and have no user name: then their profile's name is all there is. */
function authorOf(externalId: string, number: string | undefined, contact: Contact | undefined): InboundAuthor {
  const username = contact?.profile?.username?.replace(/^@/, '');
  const phone = number ? `+${number}` : undefined;
  const handle = username || phone || externalId;
  return {
    externalId,
    handle,
    name: contact?.profile?.name || handle,
    ...(number ? { profileUrl: `https://wa.me/${number}` } : {}),
  };
}

type Content = { text: string; attachments: InboundAttachment[] };

function contentOf(channel: WhatsAppChannel, said: Message): Content {
  switch (said.type) {
    case 'text':
      return { text: said.text?.body ?? '', attachments: [] };
    case 'image':
    case 'sticker':
      return fileContent(channel, 'image', said.image ?? said.sticker);
    case 'video':
      return fileContent(channel, 'video', said.video);
    case 'audio':
      return fileContent(channel, 'audio', said.audio);
    case 'document':
      return fileContent(channel, 'file', said.document);
    case 'location': {
      const { name, address, latitude, longitude } = said.location ?? {};
      const place = latitude === undefined ? undefined : `${latitude}, ${longitude}`;
      return { text: [name, address, place].filter(Boolean).join('\n'), attachments: [] };
    }
    case 'contacts':
      return { text: cardsOf(said), attachments: [] };
    case 'button':
      return { text: said.button?.text ?? '', attachments: [] };
    case 'interactive': {
      const chosen = said.interactive?.button_reply ?? said.interactive?.list_reply;
      return { text: [chosen?.title, chosen?.description].filter(Boolean).join('\n'), attachments: [] };
    }
    case 'order': {
      const count = said.order?.product_items?.length ?? 0;
      return { text: [said.order?.text, count > 0 ? `🛒 ${count}` : ''].filter(Boolean).join('\n'), attachments: [] };
    }
    // `unsupported`, and what the network adds later: it says that something was written, and not what.
    default:
      return { text: '', attachments: [] };
  }
}

function cardsOf({ contacts = [] }: Message): string {
  return contacts
    .map(({ name, phones = [] }) =>
      [name?.formatted_name, ...phones.map(({ phone }) => phone)].filter(Boolean).join(' '),
    )
    .join('\n');
}

/** A file's address is that of its facts: the one to download from is asked for when it is needed. */
function fileContent(channel: WhatsAppChannel, kind: InboundAttachment['kind'], file: File | undefined): Content {
  if (!file) return { text: '', attachments: [] };
  const { id, caption = '', mime_type: mimeType, filename: title } = file;
  const url = `${graphRoot(channel.app)}/${encodeURIComponent(id)}?phone_number_id=${channel.account.externalId}`;
  return {
    text: caption,
    attachments: [{ kind, url, ...(mimeType ? { mimeType: bareType(mimeType) } : {}), ...(title ? { title } : {}) }],
  };
}

/** `audio/ogg; codecs=opus` without its parameters. */
function bareType(mimeType: string): string {
  return mimeType.replace(/;.*$/s, '').trim();
}

/** `deleted`, `warning` and states that the network adds later say nothing about how far a message came. */
function deliveryOf(said: Status): InboundEvent[] {
  const state = (['sent', 'delivered', 'read', 'failed'] as const).find((one) => one === said.status);
  if (!state) return [];
  const [error] = said.errors ?? [];
  const words = error && [error.code, error.error_data?.details ?? error.message ?? error.title].filter(Boolean);
  const [key, part] = said.biz_opaque_callback_data?.split(':') ?? [];
  return [
    {
      type: 'message_delivery',
      externalId: said.id,
      state,
      at: said.timestamp,
      ...(error ? { reason: reasonOf(error.code) } : {}),
      ...(words ? { detail: words.join(' ') } : {}),
      ...(key && part ? { action: { key, progress: { [`part${part}`]: said.id } } } : {}),
    },
  ];
}
