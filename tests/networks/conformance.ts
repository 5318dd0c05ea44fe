import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import type { ActionKind, Connector, InboundEvent, ItemKind, Receipt } from '#lib/networks/contract.ts';
import type { FanWords } from '#sandbox/kit/types.ts';
import { actionOn, messagesIn, pullAll, type TestChannel } from './channel.ts';
import { skippableCases } from './skippable-cases.ts';

/** What goes wrong with the network's next answer to a read or a write. */
export type NetworkFault =
  | { kind: 'rate_limited'; until: Date }
  | { kind: 'server_error' }
  | { kind: 'rejected' }
  | { kind: 'garbage' }
  | { kind: 'silence' }
  /** The connection is cut before the network performed the call, or after. */
  | { kind: 'cut'; when: 'before' | 'after' };

/** A network under test, and the people on it. Ids are those that the connector reports. */
export type NetworkDriver<Credentials> = {
  connector: Connector<Credentials>;
  connect: () => Promise<TestChannel<Credentials>>;
  brandPosts: (text: string) => string;
  /** `agoMs`: how much later than written the network lists it. */
  fanComments: (postId: string, text: string, given?: { agoMs: number }) => string;
  fanEdits: (id: string, text: string) => void;
  fanDeletes: (id: string) => void;
  fail: (what: 'read' | 'write', fault: NetworkFault) => void;
  /** Asks before each request of the connector how it fails; null where it does not. */
  beforeRequests: (decide: () => NetworkFault | null) => void;
  /** Changes what the network answers. */
  changeAnswers: (change: (json: unknown) => unknown) => void;
  /** A person writes something that is no comment; absent where the driver offers none. */
  fanWrites?: (words: FanWords) => string;
  expireAccess: () => void;
  expireRefresh: () => void;
  revoke: () => void;
  /** How often the brand signed in and refreshed. */
  logins: () => { signIns: number; refreshes: number };
  /** The brand's replies to a comment that are on the network. */
  answersTo: (id: string) => string[];
  /** Whether an action had its effect on the network. */
  isSet: (kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string) => boolean;
  /** How long until stored messages are rechecked. */
  recheckMs: number;
  /** Requests and answers that broke the network's published contract. */
  broken: () => string[];
  stop: () => Promise<void>;
};

export type ConformanceOptions = {
  /** The kind of item that most cases use; `comment` by default, so name it for a network without comments. */
  kind?: ItemKind;
  /** The connector signs in again by itself when the refresh token has expired. */
  signsInAgain?: boolean;
  /** The network says to the second when its rate limit ends. */
  tellsLimitEnd?: boolean;
  /**
   * Cases that a connector may skip: the beginning of the case's name, and the sentence of the network's
   * documentation that allows it.
   */
  skips?: Readonly<Record<string, string>>;
};

const opposites = [
  ['hide', 'unhide'],
  ['like', 'unlike'],
  ['block', 'unblock'],
  ['mute', 'unmute'],
] as const;

/** What every connector must do, whatever its network. */
export function conformance<Credentials>(
  name: string,
  capabilities: Connector<Credentials>['capabilities'],
  startDriver: () => Promise<NetworkDriver<Credentials>>,
  { kind: mainKind = 'comment', signsInAgain = false, tellsLimitEnd = false, skips = {} }: ConformanceOptions = {},
): void {
  const offered = capabilities[mainKind] ?? {};
  const book = skippableCases(name, skips);
  const { test } = book;
  const until = (at: Date) => (tellsLimitEnd ? at : expect.any(Date));
  describe(`${name} fulfils the connector contract`, () => {
    afterAll(book.print);
    let driver: NetworkDriver<Credentials>;
    let channel: TestChannel<Credentials>;
    let post: string;
    beforeEach(async () => {
      driver = await startDriver();
      channel = await driver.connect();
      post = driver.brandPosts('Bonjour à tous');
    });
    afterEach(async () => {
      const broken = driver.broken();
      await driver.stop();
      expect(broken).toEqual([]);
    });

    const pull = (cursor?: unknown) => pullAll(driver.connector, channel, cursor);
    const ids = (events: InboundEvent[]) => messagesIn(events).map(({ externalId }) => externalId);
    /** Under so many posts that no single thread contains them all. */
    const manyComments = () => {
      const posts = Array.from({ length: 60 }, (_, number) => driver.brandPosts(`Annonce ${number}`));
      return Array.from({ length: 230 }, (_, number) =>
        driver.fanComments(posts[number % posts.length] ?? post, `Message ${number}`),
      );
    };
    const aComment = async (text = 'Une question') => {
      const id = driver.fanComments(post, text);
      const { events } = await pull();
      return messagesIn(events).find(({ externalId }) => externalId === id);
    };
    const isOffered = (kind: ActionKind) => {
      switch (kind) {
        case 'private_reply':
          return offered.privateReply !== undefined;
        case 'mark_read':
          return offered.markRead !== undefined;
        case 'reply':
        case 'delete':
          return offered[kind] !== undefined;
        case 'hide':
        case 'unhide':
          return offered.hide !== undefined;
        case 'like':
        case 'unlike':
          return offered.like !== undefined;
        case 'block':
        case 'unblock':
          return offered.block !== undefined;
        case 'mute':
        case 'unmute':
          return offered.mute !== undefined;
        default:
          return kind satisfies never;
      }
    };
    const attempt = (kind: ActionKind, message: InboundEvent | undefined, text = '') => {
      const action = actionOn(driver.connector, kind, message, { text });
      return {
        action,
        perform: () => driver.connector.perform(channel, action),
        find: () => driver.connector.findPerformed(channel, action),
      };
    };

    describe('reading', () => {
      test('a first pull of several pages reports every comment once, the newest first', async () => {
        const written = manyComments();
        const { events, pages } = await pull();
        expect(pages.length).toBeGreaterThan(2);
        expect(ids(pages[0] ?? [])).toContain(written.at(-1));
        expect(ids(events).sort()).toEqual(written.toSorted());
        const first = messagesIn(pages[0] ?? []).map(({ createdAt }) => createdAt.getTime());
        expect(first).toEqual(first.toSorted((one, other) => one - other));
      });

      test('a later pull reports only what is new', async () => {
        driver.fanComments(post, 'Premier');
        const { cursor } = await pull();
        expect(ids((await pull(cursor)).events)).toEqual([]);
        const second = driver.fanComments(post, 'Second');
        expect(ids((await pull(cursor)).events)).toEqual([second]);
      });

      test('a pull that stops after any page loses nothing', async () => {
        const written = manyComments();
        const seen = new Set<string>();
        let cursor: unknown = null;
        for (let jobs = 0; jobs < 30 && seen.size < written.length; jobs += 1) {
          for await (const page of driver.connector.pull(channel, cursor)) {
            cursor = JSON.parse(JSON.stringify(page.cursor));
            for (const id of ids(page.events)) seen.add(id);
            break;
          }
        }
        expect([...seen].sort()).toEqual(written.toSorted());
      });

      test('pulling twice from the start reports the same messages', async () => {
        driver.fanComments(post, 'Une fois');
        const [one, other] = [await pull(), await pull()];
        expect(messagesIn(other.events)).toEqual(messagesIn(one.events));
      });

      test('a comment that the network lists late is not missed', async () => {
        driver.fanComments(post, 'À temps');
        const { cursor } = await pull();
        const late = driver.fanComments(post, 'En retard', { agoMs: 5 * 60_000 });
        expect(ids((await pull(cursor)).events)).toEqual([late]);
      });

      test('a later pull finds edits and deletions', async () => {
        const edited = driver.fanComments(post, 'Bonjuor');
        const deleted = driver.fanComments(post, 'Oups');
        const { cursor } = await pull();
        driver.fanEdits(edited, 'Bonjour');
        driver.fanDeletes(deleted);
        channel.advance(driver.recheckMs);
        const { events } = await pull(cursor);
        const again = messagesIn(events).find(({ externalId }) => externalId === edited);
        expect(again).toMatchObject({ text: 'Bonjour', editedAt: expect.any(Date) });
        expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: deleted }));
      });

      test.each([
        { kind: 'server_error' },
        { kind: 'garbage' },
        { kind: 'silence' },
        { kind: 'cut', when: 'after' },
      ] as const)('a pull throws unavailable after $kind, and the next one reports everything', async (fault) => {
        const id = driver.fanComments(post, 'Vous êtes là ?');
        driver.fail('read', fault);
        await expect(pull()).rejects.toMatchObject({ kind: 'unavailable' });
        expect(ids((await pull()).events)).toEqual([id]);
      });

      test('a pull that hits a rate limit says until when to wait', async () => {
        const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000);
        driver.fail('read', { kind: 'rate_limited', until: at });
        await expect(pull()).rejects.toMatchObject({ kind: 'rate_limited', retryAt: until(at) });
      });
    });

    describe('credentials', () => {
      test('an expired token is refreshed once and stored', async () => {
        driver.expireAccess();
        await Promise.all([pull(), pull(), pull()]);
        expect(driver.logins().refreshes).toBe(1);
        expect(channel.saved).toHaveLength(1);
      });

      test('an expired refresh token throws unauthorized, or leads to one sign-in', async () => {
        const { signIns } = driver.logins();
        channel.advance(3_600_000);
        driver.expireAccess();
        driver.expireRefresh();
        const pulls = Promise.all([pull(), pull(), pull()]);
        if (!signsInAgain) return await expect(pulls).rejects.toMatchObject({ kind: 'unauthorized' });
        await pulls;
        expect(driver.logins().signIns).toBe(signIns + 1);
      });

      test('revoked credentials throw unauthorized', async () => {
        channel.advance(3_600_000);
        driver.revoke();
        await expect(pull()).rejects.toMatchObject({ kind: 'unauthorized' });
      });
    });

    describe('acting', () => {
      test('a reply appears on the network, and its receipt has its id', async () => {
        const message = await aComment();
        const receipt = await attempt('reply', message, 'Une réponse').perform();
        expect(receipt.externalId).toBeTruthy();
        expect(driver.answersTo(message?.externalId ?? '')).toEqual(['Une réponse']);
        const { events } = await pull();
        expect(messagesIn(events).find(({ externalId }) => externalId === receipt.externalId)).toMatchObject({
          direction: 'outbound',
          contactExternalId: message?.author.externalId,
          threadExternalId: message?.threadExternalId,
        });
      });

      test('a reply that is too long is refused before it is sent', async () => {
        const message = await aComment();
        const { maxLength = 0 } = offered.reply ?? {};
        const long = attempt('reply', message, 'é'.repeat(maxLength + 1));
        await expect(long.perform()).rejects.toMatchObject({ kind: 'refused', reason: 'text_too_long' });
        expect(driver.answersTo(message?.externalId ?? '')).toEqual([]);
      });

      test('a reply to a deleted comment throws gone', async () => {
        const message = await aComment();
        driver.fanDeletes(message?.externalId ?? '');
        await expect(attempt('reply', message, 'Trop tard').perform()).rejects.toMatchObject({ kind: 'gone' });
      });

      test('an action that the network does not support is refused', async () => {
        const message = await aComment();
        const missing = ([...opposites.flat(), 'private_reply', 'mark_read', 'delete'] as const).filter(
          (kind) => !isOffered(kind),
        );
        for (const kind of missing) {
          await expect(attempt(kind, message, 'Psst').perform(), kind).rejects.toMatchObject({ reason: 'not_offered' });
        }
      });

      for (const [kind, back] of opposites.filter(([one]) => isOffered(one)))
        test(`${kind} can be repeated and undone`, async () => {
          const message = await aComment();
          const id = message?.externalId ?? '';
          const { perform, find } = attempt(kind, message);
          expect(await find()).toBeNull();
          const receipt = await perform();
          await perform();
          expect(driver.isSet(kind, id)).toBe(true);
          expect(await find()).not.toBeNull();
          const undone = actionOn(driver.connector, back, message, { undo: receipt.undo });
          await driver.connector.perform(channel, undone);
          expect(driver.isSet(kind, id)).toBe(false);
          expect(await driver.connector.findPerformed(channel, undone)).not.toBeNull();
        });

      test('the brand can delete its own reply, and a comment of somebody else only where the network allows it', async () => {
        const message = await aComment();
        const { externalId } = await attempt('reply', message, 'Mal dit').perform();
        const own = messagesIn((await pull()).events).find((held) => held.externalId === externalId);
        const { perform, find } = attempt('delete', own);
        expect(await find()).toBeNull();
        await perform();
        expect(await find()).not.toBeNull();
        expect(driver.answersTo(message?.externalId ?? '')).toEqual([]);
        if (offered.delete === 'any') {
          await attempt('delete', message).perform();
          expect(driver.isSet('delete', message?.externalId ?? '')).toBe(true);
        } else {
          await expect(attempt('delete', message).perform()).rejects.toMatchObject({ kind: 'refused' });
        }
      });

      test('a reply that was sent and not recorded is not sent twice', async () => {
        const message = await aComment();
        const { perform, find } = attempt('reply', message, 'Une seule fois');
        const receipt = await perform();
        expect(await find()).toEqual(receipt);
        expect(await perform()).toEqual(receipt);
        expect(driver.answersTo(message?.externalId ?? '')).toEqual(['Une seule fois']);
      });

      test.each([{ when: 'before' }, { when: 'after' }] as const)(
        'a second reply with the same text, cut off $when the network acted, is not taken for the first',
        async ({ when }) => {
          const message = await aComment();
          const text = 'Merci beaucoup !';
          const first = await attempt('reply', message, text).perform();
          const belongsToOtherAction = (id: string) => Promise.resolve(id === first.externalId);
          const second = actionOn(driver.connector, 'reply', message, { text, isNotSent: true, belongsToOtherAction });
          driver.fail('write', { kind: 'cut', when });
          await expect(driver.connector.perform(channel, second)).rejects.toMatchObject({ kind: 'outcome_unknown' });
          const found = await driver.connector.findPerformed(channel, second);
          if (when === 'before') {
            expect(found).toBeNull();
            await driver.connector.perform(channel, second);
          } else {
            expect(found).toMatchObject({ externalId: expect.not.stringMatching(`^${first.externalId}$`) as string });
          }
          expect(driver.answersTo(message?.externalId ?? '')).toEqual([text, text]);
        },
      );

      test.each([
        { kind: 'cut', when: 'before' },
        { kind: 'cut', when: 'after' },
        { kind: 'silence' },
        { kind: 'garbage' },
        { kind: 'server_error' },
      ] as const)('a reply with an unknown outcome ($kind $when) is searched for and sent once', async (fault) => {
        const message = await aComment();
        const { perform, find } = attempt('reply', message, 'Exactement une fois');
        driver.fail('write', fault);
        await expect(perform()).rejects.toMatchObject({ kind: 'outcome_unknown' });
        const found: Receipt | null | 'unknown' = await find();
        expect(found === null).toBe(!(fault.kind === 'cut' && fault.when === 'after'));
        if (found === null) await perform();
        expect(driver.answersTo(message?.externalId ?? '')).toEqual(['Exactement une fois']);
      });

      test('a reply that hits a rate limit says until when to wait and is not sent', async () => {
        const message = await aComment();
        const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000);
        driver.fail('write', { kind: 'rate_limited', until: at });
        const { perform } = attempt('reply', message, 'Patience');
        await expect(perform()).rejects.toMatchObject({ kind: 'rate_limited', retryAt: until(at) });
        expect(driver.answersTo(message?.externalId ?? '')).toEqual([]);
      });
    });
  });
}
