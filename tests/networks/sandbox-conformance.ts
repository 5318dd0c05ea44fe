import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import type { Connector, InboundMessage, ItemKind, WebhookRequest } from '#lib/networks/contract.ts';
import { answerHandshake, verifyDelivery } from '#lib/networks/webhook-guard.ts';
import type { FanWords } from '#sandbox/kit/types.ts';
import { skippableCases } from './skippable-cases.ts';
import { actionOn, messagesIn, pullAll } from './channel.ts';
import type { startSandbox } from './start-sandbox.ts';

/** What every connector must do with every kind of its network, and with its webhooks, run against the sandbox. */
export function sandboxConformance<Credentials>(
  connector: Connector<Credentials>,
  start: () => ReturnType<typeof startSandbox<Credentials>>,
  skips: Readonly<Record<string, string>> = {},
): void {
  const kinds = Object.keys(connector.capabilities) as ItemKind[]; // the keys of a record by kind
  // A network whose comments cannot be read has no case to run.
  if (kinds.length === 0 && !connector.webhook) return;
  const { test, print } = skippableCases(`${connector.name}, by kind and by webhook`, skips);

  describe(`${connector.name} reports its kinds and webhooks`, () => {
    let world: Awaited<ReturnType<typeof start>>;
    let channel: Awaited<ReturnType<typeof world.connect>>;
    let post: string;
    afterAll(print);
    beforeEach(async () => {
      world = await start();
      channel = await world.connect();
      post = world.brandPosts('Nos nouveautés sont là');
      world.sandbox.takeDeliveries();
    });
    afterEach(async () => {
      const broken = world.broken();
      await world.stop();
      expect(broken).toEqual([]);
    });

    const words = (kind: ItemKind, text: string): FanWords => ({
      kind,
      text,
      fan: 'noa',
      ...(kind === 'comment' ? { under: post } : {}),
      ...(kind === 'review' ? { rating: 4 } : {}),
    });
    const find = async (id: string) => {
      const { events } = await pullAll(connector, channel);
      return messagesIn(events).find(({ externalId }) => externalId === id);
    };
    const told = async (deliveries: WebhookRequest[]) => {
      const events: InboundMessage[] = [];
      for (const { headers, body } of deliveries) {
        const parsed = await connector.webhook?.parse(channel, {
          headers,
          body: new TextDecoder().decode(body),
          receivedAt: new Date(),
        });
        events.push(...messagesIn(parsed?.events ?? []));
      }
      return events;
    };

    for (const kind of kinds) {
      test(`kinds: a ${kind} is reported once, with its author, by repeated pulls`, async () => {
        const id = world.sandbox.fanWrites(words(kind, 'Bonjour, ça marche ?'));
        const message = await find(id);
        expect(message).toMatchObject({ kind, direction: 'inbound', text: 'Bonjour, ça marche ?' });
        expect(message?.author.externalId).toBeTruthy();
        expect(await find(id)).toEqual(message);
      });

      if (connector.capabilities[kind]?.reply) {
        test(`kinds: a reply to a ${kind} is sent once and read back as the brand's`, async () => {
          const id = world.sandbox.fanWrites(words(kind, 'Vous livrez le samedi ?'));
          const message = await find(id);
          const action = actionOn(connector, 'reply', message, { text: 'Oui, le matin.', as: 'response' });
          expect(await connector.findPerformed(channel, action)).toBeNull();
          const receipt = await connector.perform(channel, action);
          expect(world.answersTo(id)).toEqual(['Oui, le matin.']);
          expect(await connector.findPerformed(channel, action)).toMatchObject({ externalId: receipt.externalId });
          const { events } = await pullAll(connector, channel);
          expect(messagesIn(events).find(({ externalId }) => externalId === receipt.externalId)).toMatchObject({
            direction: 'outbound',
            text: 'Oui, le matin.',
            threadExternalId: message?.threadExternalId,
          });
        });
      }

      if (connector.capabilities[kind]?.privateReply) {
        test(`kinds: a ${kind} takes a private reply`, async () => {
          const id = world.sandbox.fanWrites(words(kind, 'Mon colis est perdu'));
          const action = actionOn(connector, 'private_reply', await find(id), {
            text: 'Votre numéro ?',
            as: 'response',
          });
          const receipt = await connector.perform(channel, action);
          expect(receipt.externalId).toBeTruthy();
          expect(world.answersTo(id)).toEqual(['Votre numéro ?']);
        });
      }

      if (connector.webhook?.pushDelays[kind] !== undefined) {
        test(`webhooks: a ${kind} is reported as a pull reports it`, async () => {
          const id = world.sandbox.fanWrites(words(kind, 'Par la poussée'));
          const deliveries = world.sandbox.takeDeliveries();
          expect(
            deliveries.map((one) => connector.webhook && verifyDelivery(connector.webhook, one, world.app, new Date())),
          ).toEqual(deliveries.map(() => 'genuine'));
          const accounts = deliveries.flatMap(({ headers, body }) =>
            connector.webhook?.readAccountIds({ headers, body: new TextDecoder().decode(body) }),
          );
          expect(new Set(accounts)).toEqual(new Set([channel.account.externalId]));
          const pushed = (await told(deliveries)).find(({ externalId }) => externalId === id);
          const pulled = await find(id);
          const identity = ({ externalId, threadExternalId, direction, text, author }: InboundMessage) => ({
            externalId,
            threadExternalId,
            direction,
            text,
            author: author.externalId,
          });
          expect(pushed && identity(pushed)).toEqual(pulled && identity(pulled));
        });
      }
    }

    const { webhook } = connector;
    if (webhook) {
      test('webhooks: a changed delivery counts as forged', async () => {
        const kind = kinds.find((one) => connector.webhook?.pushDelays[one] !== undefined) ?? 'comment';
        world.sandbox.fanWrites(words(kind, 'Signé'));
        const [delivery] = world.sandbox.takeDeliveries();
        if (!delivery) throw new Error('nothing was pushed');
        const body = Uint8Array.from(delivery.body);
        body[body.length - 2] = 32;
        expect(verifyDelivery(webhook, { ...delivery, body }, world.app, new Date())).toBe('forged');
        expect(verifyDelivery(webhook, { ...delivery, headers: {}, query: {} }, world.app, new Date())).toBe('forged');
        const other = { ...world.app, clientSecret: 'another', webhookSecret: 'another' };
        expect(verifyDelivery(webhook, delivery, other, new Date())).toBe('forged');
        expect(verifyDelivery(webhook, delivery, { options: {} }, new Date())).toBe('forged');
      });

      if (webhook.handshake) {
        test('webhooks: the handshake is answered', () => {
          const asked = world.sandbox.handshake?.();
          if (!asked) throw new Error('the sandbox asks nothing');
          const heard = answerHandshake(webhook, asked.request, world.app);
          expect(heard.kind === 'answered' && asked.isAnswered(heard.answer)).toBe(true);
          const another = { options: {}, clientSecret: 'another', webhookSecret: 'another' };
          const stranger = answerHandshake(webhook, asked.request, another);
          expect(stranger.kind === 'answered' && asked.isAnswered(stranger.answer)).toBe(false);
          return Promise.resolve();
        });
      }
    }
  });
}
