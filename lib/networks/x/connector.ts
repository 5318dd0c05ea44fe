import { siX } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { checkCredentials, connect, oauth, refresh, testApp, tokenLife } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { credentialsSchema, type XCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';
import { actFor } from './outbound.ts';
import { pricing } from './prices.ts';
import { pull } from './pull/pull.ts';
import { recheck, reportedCounts, rereadPost } from './recheck.ts';
import { tiers } from './tier.ts';
import { webhook } from './webhook.ts';

export const x: Connector<XCredentials> = {
  network: 'x',
  name: 'X',
  mark: { path: siX.path, color: `#${siX.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId'],
    options: [{ name: 'tier', values: tiers }, { name: 'consumer_key' }, { name: 'owner' }],
    test: testApp,
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // A poll brings what the webhook leaves out; each poll may cost money.
  pace: { minMs: 2 * 60_000, maxMs: 10 * 60_000 },
  rateLimits,
  checks,
  schedule,
  pricing,
  retention: { erasesDeleted: true },
  connect,
  tokenLife,
  refresh,
  checkCredentials,
  pull,
  rereadPost,
  recheck,
  prepare: () => ({}),
  perform: async (channel, action) => await actFor(action).perform(channel, action),
  findPerformed: async (channel, action) => await actFor(action).find(channel, action),
  reportedCounts,
  webhook,
};
