import { createHash } from 'node:crypto';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { signedDelivery } from '../kit/meta/signing.ts';
import { sandboxApp } from './tokens.ts';
import type { Message, Person, World } from './world.ts';

export type StatusError = { code: number; title: string; details: string };

/** The deliveries for what happens ("WhatsApp Cloud API, Webhooks, messages"). */
export function createPushes(world: World) {
  const waiting: WebhookRequest[] = [];
  const push = (value: Record<string, unknown>): void => {
    const change = {
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: world.phone.digits, phone_number_id: world.phone.id },
        ...value,
      },
    };
    waiting.push(
      signedDelivery(sandboxApp.clientSecret, {
        object: 'whatsapp_business_account',
        entry: [{ id: world.waba.id, changes: [change] }],
      }),
    );
  };

  return {
    take: () => waiting.splice(0),
    message(said: Message): void {
      const { with: person, id, at, type, answers } = said;
      push({
        contacts: [contactOf(person)],
        messages: [
          {
            ...(person.hidesNumber ? {} : { from: person.number }),
            from_user_id: person.userId,
            id,
            timestamp: secondsOf(at),
            type,
            ...contentOf(said),
            ...(answers ? { context: { from: world.phone.digits, id: answers } } : {}),
          },
        ],
      });
    },
    /** How far a message of the business came. */
    status(said: Message, state: Message['state'], error?: StatusError): void {
      said.state = state;
      push({
        statuses: [
          {
            id: said.id,
            status: state,
            timestamp: secondsOf(world.now()),
            ...(said.with.hidesNumber ? {} : { recipient_id: said.with.number }),
            recipient_user_id: said.with.userId,
            ...(said.mark === undefined ? {} : { biz_opaque_callback_data: said.mark }),
            ...(error
              ? {
                  errors: [
                    { ...error, details: undefined, message: error.title, error_data: { details: error.details } },
                  ],
                }
              : {}),
          },
        ],
      });
    },
  };
}
export type Pushes = ReturnType<typeof createPushes>;

function contactOf({ name, number, userId, hidesNumber, fan }: Person) {
  return {
    profile: { name, ...(hidesNumber ? { username: `@${fan}` } : {}) },
    ...(hidesNumber ? {} : { wa_id: number }),
    user_id: userId,
  };
}

function contentOf({ type, text, file }: Message): Record<string, unknown> {
  if (file) {
    const sha256 = createHash('sha256').update(file.bytes).digest('base64');
    return { [type]: { id: file.id, mime_type: file.mimeType, sha256, ...(text ? { caption: text } : {}) } };
  }
  if (type === 'unsupported')
    return {
      errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
    };
  return { text: { body: text } };
}

/** Times are texts of seconds. */
function secondsOf(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
