import { siSnapchat } from 'simple-icons';
import type { Connector, PullPage } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { connect, oauth, readProfile, refresh } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, unreadableKinds } from './capabilities.ts';
import { credentialsSchema, tokenLife, type SnapchatChannel, type SnapchatCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';

const HOUR_MS = 3_600_000;

/**
 * A public profile on Snapchat, which has no API for what people say: the channel shows the profile and explains
 * that.
 */
export const snapchat: Connector<SnapchatCredentials> = {
  network: 'snapchat',
  name: 'Snapchat',
  mark: { path: siSnapchat.path, color: `#${siSnapchat.hex}` },
  connectFields: [],
  oauth,
  app: { required: ['clientId', 'clientSecret'] },
  credentialsSchema,
  capabilities,
  // There is nothing new to find: a pull only checks that the credentials still work.
  pace: { minMs: 6 * HOUR_MS, maxMs: 24 * HOUR_MS },
  rateLimits,
  checks,
  schedule,
  connect,
  tokenLife,
  refresh,
  checkCredentials: async (channel) => ({ account: await readProfile(channel) }),
  pull,
  prepare: () => ({}),
  perform: (_channel, { kind }) =>
    Promise.reject(new NetworkError('refused', 'not_offered', { detail: `${kind} on Snapchat` })),
  findPerformed: () => Promise.resolve(null),
  reportedCounts: () => Promise.resolve(new Map()),
};

/** Checks that the profile can be read, and reports no events. */
async function* pull(channel: SnapchatChannel): AsyncGenerator<PullPage, void, undefined> {
  await readProfile(channel);
  yield { events: [], cursor: { version: 1 }, backfill: { reachedAt: null, isDone: true }, unreadableKinds };
}
