import { siGoogle } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { googleTokenLife } from '../kit/google/credentials.ts';
import { refreshGoogle, testGoogleApp } from '../kit/google/oauth.ts';
import { checkCredentials, connect, oauth } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { credentialsSchema, type PlaceCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { recheck, reportedCounts, rereadPost } from './recheck.ts';
import { openSession } from './calls.ts';
import { webhook } from './webhook.ts';

export const google: Connector<PlaceCredentials> = {
  network: 'google',
  name: 'Google Business Profile',
  mark: { path: siGoogle.path, color: `#${siGoogle.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret'],
    options: [{ name: 'pubsub_topic' }, { name: 'push_audience' }, { name: 'push_account' }],
    test: testGoogleApp,
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // A quiet pull costs one of the 300 calls a minute that all places of an app share.
  pace: { minMs: 2 * 60_000, maxMs: 15 * 60_000 },
  rateLimits,
  checks,
  schedule,
  connect,
  tokenLife: googleTokenLife,
  refresh: refreshGoogle,
  checkCredentials,
  pull,
  rereadPost,
  recheck,
  prepare: () => ({}),
  perform: async (channel, action) => actFor(action).perform(openSession(channel), action),
  findPerformed: async (channel, action) => actFor(action).find(openSession(channel), action),
  reportedCounts,
  webhook,
};
