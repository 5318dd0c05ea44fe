import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import { serverInDocument } from '#lib/networks/bluesky/identity.ts';
import type { Connector } from '#lib/networks/contract.ts';
import { connectChannel, pullAll } from '../channel.ts';
import { StandIn } from './stand-in/stand-in.ts';

let standIn: StandIn;
let bluesky: Connector<BlueskyCredentials>;

beforeEach(async () => {
  standIn = await new StandIn().start();
  bluesky = createBluesky({ allowPrivate: true, serviceUrl: standIn.url, timeoutMs: 2_000 });
});

afterEach(async () => {
  await standIn.stop();
  expect(standIn.broken).toEqual([]);
});

const connect = (connector: Connector<BlueskyCredentials>, given: Record<string, string> = {}) =>
  connectChannel(connector, { identifier: 'brand.test', password: standIn.password, ...given });
const calls = (method: string) => standIn.calls.filter((nsid) => nsid.endsWith(method)).length;

describe('connecting a Bluesky account', () => {
  test('connecting uses the server that the member typed', async () => {
    const typing = createBluesky({ allowPrivate: true, serviceUrl: '' });
    const { credentials } = await connect(typing, { service: `${standIn.url}/some/page` });
    expect(credentials.service).toBe(standIn.url);
  });

  test.each(['http://127.0.0.1:1', 'https://127.0.0.1:1', 'https://user:secret@example.org', 'https://'])(
    'the address %s is refused before it is called',
    async (service) => {
      const strict = createBluesky({ allowPrivate: false, serviceUrl: '' });
      await expect(connect(strict, { service })).rejects.toMatchObject({
        kind: 'refused',
        reason: 'address_not_allowed',
      });
    },
  );

  test('a password that needs a second factor is refused as one that is not an app password', async () => {
    const body = JSON.stringify({ error: 'AuthFactorTokenRequired', message: 'A sign in code has been sent' });
    standIn.fail(/createSession/, { kind: 'answer', status: 401, body });
    await expect(connect(bluesky)).rejects.toMatchObject({ kind: 'refused', reason: 'second_factor_required' });
  });

  test('a deactivated account cannot be connected', async () => {
    const session = { accessJwt: 'a', refreshJwt: 'r', did: standIn.world.brand.did, handle: 'brand.test' };
    const body = JSON.stringify({ ...session, active: false, status: 'deactivated' });
    standIn.fail(/createSession/, { kind: 'answer', status: 200, body });
    await expect(connect(bluesky)).rejects.toMatchObject({ kind: 'unauthorized', reason: 'account_suspended' });
  });

  test('a server that does not answer throws unreachable, not bad credentials', async () => {
    standIn.fail(/createSession/, { kind: 'silence' });
    await expect(connect(bluesky)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test.each([
    [
      { service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: 'https://pds.example/' }] },
      'https://pds.example',
    ],
    [{ service: [{ id: 'did:plc:x#atproto_pds', serviceEndpoint: 'https://pds.example' }] }, 'https://pds.example'],
    [{ service: [{ id: '#atproto_labeler', serviceEndpoint: 'https://mod.example' }] }, null],
    [{ service: [{ id: '#atproto_pds', serviceEndpoint: { no: 'address' } }] }, null],
    [{ service: 'none' }, null],
    [null, null],
  ])('the document %j names the server %s', (document, server) => {
    expect(serverInDocument(document)).toBe(server);
  });
});

describe('renewing a Bluesky session', () => {
  test('renewed tokens are stored before they are used', async () => {
    const channel = await connect(bluesky);
    standIn.expireAccess();
    const before = calls('listNotifications');
    const failing = { ...channel, saveCredentials: () => Promise.reject(new Error('the table is full')) };
    await expect(pullAll(bluesky, failing)).rejects.toThrow('the table is full');
    expect(calls('listNotifications')).toBe(before + 1);
  });

  test('a channel uses tokens that another worker renewed, and renews nothing itself', async () => {
    const channel = await connect(bluesky);
    const asleep = { ...channel, credentials: { ...channel.credentials } };
    standIn.expireAccess();
    await pullAll(bluesky, channel);
    await pullAll(bluesky, asleep);
    expect(calls('refreshSession')).toBe(1);
  });

  test('a network failure during a refresh does not disconnect the channel', async () => {
    const channel = await connect(bluesky);
    standIn.expireAccess();
    standIn.fail(/refreshSession/, { kind: 'cut', when: 'before' });
    await expect(pullAll(bluesky, channel)).rejects.toMatchObject({ kind: 'unavailable' });
    await pullAll(bluesky, channel);
    expect(channel.saved).toHaveLength(1);
  });

  test('callers that waited for a failed renewal try again once, together', async () => {
    const channel = await connect(bluesky);
    standIn.expireAccess();
    standIn.fail(/refreshSession/, { kind: 'silence' });
    const pulls = await Promise.allSettled([1, 2, 3].map(() => pullAll(bluesky, channel)));
    expect(pulls.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(calls('refreshSession')).toBe(2);
    expect(channel.saved).toHaveLength(1);
  });

  test('the app password signs in at most once in five minutes, however many jobs fail', async () => {
    const channel = await connect(bluesky);
    channel.advance(3_600_000);
    for (let job = 0; job < 4; job += 1) {
      standIn.expireAccess();
      standIn.expireRefresh();
      await pullAll(bluesky, channel).catch((cause: unknown) => {
        expect(cause).toMatchObject({ kind: 'rate_limited', retryAt: expect.any(Date) });
      });
    }
    expect(calls('createSession')).toBe(2);
  });
});
