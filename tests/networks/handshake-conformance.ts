import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppSettings, Connector, ItemKind, WebhookRequest } from '#lib/networks/contract.ts';
import { answerHandshake, verifyDelivery } from '#lib/networks/webhook-guard.ts';
import { challengesFor, disguisesOf, forgeries, textsIn } from './challenge-attacks.ts';
import type { startSandbox } from './start-sandbox.ts';

const RUNS = 300;

/** A handshake must never reveal a proof for a delivery, whatever a stranger asks and however the network signs. */
export function handshakeConformance<Credentials>(
  connector: Connector<Credentials>,
  start: () => ReturnType<typeof startSandbox<Credentials>>,
): void {
  const { webhook, erasure } = connector;
  if (!webhook) return;

  describe(`${connector.name} cannot be made to sign a delivery`, () => {
    let world: Awaited<ReturnType<typeof start>>;
    let genuine: WebhookRequest;
    let app: AppSettings;
    /** The network's own handshake, where it has one. */
    let asked: WebhookRequest | undefined;
    beforeEach(async () => {
      world = await start();
      await world.connect();
      app = world.app;
      asked = world.sandbox.handshake?.().request;
      const under = world.brandPosts('Nos nouveautés');
      world.sandbox.takeDeliveries();
      const [kind = 'comment'] = Object.keys(webhook.pushDelays) as ItemKind[]; // the keys of a record by kind
      world.sandbox.fanWrites({
        kind,
        text: 'Bonjour',
        fan: 'ana',
        ...(kind === 'comment' ? { under } : {}),
        rating: 4,
      });
      const [delivery] = world.sandbox.takeDeliveries();
      if (!delivery) throw new Error(`${connector.network} pushed nothing`);
      genuine = delivery;
    });
    afterEach(async () => await world.stop());

    /** The network's own handshake with another challenge, under each possible parameter name, one at a time. */
    const questions = (challenge: string): WebhookRequest[] => {
      const usual = asked?.query ?? {};
      const anyName = new Proxy({}, { get: () => challenge, has: () => true }) as Record<string, string>; // a query of all names
      const queries = [anyName, ...Object.keys(usual).map((name) => ({ ...usual, [name]: challenge }))];
      return queries.map((query) => ({ method: 'GET', query, headers: {}, body: new Uint8Array() }));
    };
    const answerTo = (question: WebhookRequest): string[] => {
      const heard = answerHandshake(webhook, question, app);
      return heard.kind === 'answered' ? [heard.answer.body] : [];
    };
    /** What is revealed beyond the answer to the network's own challenge, which is sent along with the other names. */
    const answersTo = (challenge: string): string[] => {
      const usual = new Set(asked ? answerTo(asked) : []);
      return questions(challenge)
        .flatMap(answerTo)
        .filter((answer) => !usual.has(answer));
    };
    const genuineBodies = () => {
      const body = Buffer.from(genuine.body).toString('utf8');
      return [body, JSON.stringify(JSON.parse(body), null, 1), '{}', '[]', '{"object":"page","entry":[]}'];
    };

    test('no challenge that gets an answer is ever accepted as a delivery', () => {
      expect(verifyDelivery(webhook, genuine, app, new Date())).toBe('genuine');
      fc.assert(
        fc.property(challengesFor(genuineBodies()), (challenge) => {
          for (const answer of answersTo(challenge)) {
            for (const forged of forgeries(genuine, challenge, answer)) {
              expect(verifyDelivery(webhook, forged, app, new Date()), `${challenge} was answered`).not.toBe('genuine');
            }
          }
        }),
        { numRuns: RUNS },
      );
    });

    test('no challenge that gets an answer is ever accepted as an erasure request', () => {
      if (!erasure) return;
      const wish = Buffer.from(JSON.stringify({ user_id: '1', algorithm: 'HMAC-SHA256' })).toString('base64url');
      fc.assert(
        fc.property(fc.oneof(fc.constant(wish), challengesFor(genuineBodies())), (challenge) => {
          for (const text of answersTo(challenge).flatMap(textsIn)) {
            const signature = [text, Buffer.from(text, 'hex').toString('base64url')];
            for (const one of signature) {
              const body = Buffer.from(`signed_request=${encodeURIComponent(`${one}.${challenge}`)}`);
              expect(erasure.read({ ...genuine, body }, app, new Date()), `${challenge} was answered`).toBeNull();
            }
          }
        }),
        { numRuns: RUNS },
      );
    });

    test('a delivery that is sent as a challenge gets no answer in any encoding', () => {
      const given = genuineBodies().flatMap(disguisesOf);
      for (const challenge of given) expect(answersTo(challenge), challenge).toEqual([]);
    });

    test('only the challenge can be read back from an answer', () => {
      const hostile = [
        '<script>alert(1)</script>',
        '"><b>',
        'a b',
        'a\r\nb',
        'é',
        'a'.repeat(10_000),
        '',
        '../x',
        'a;b',
      ];
      for (const challenge of hostile) expect(answersTo(challenge), challenge).toEqual([]);
    });

    test('a connector that reports revoked access can check whether access is revoked', () => {
      expect(Object.hasOwn(connector, 'checkCredentials')).toBe(true);
    });
  });
}
