import { siThreads } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { metaErasure } from '../kit/meta/erasure.ts';
import { checkCredentials, connect, oauth, refresh } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { credentialsSchema, tokenLife, type ThreadsCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';
import { recheck, rereadPost, reportedCounts } from './recheck.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { webhook } from './webhook.ts';

export const threads: Connector<ThreadsCredentials> = {
  network: 'threads',
  name: 'Threads',
  mark: { path: siThreads.path, color: `#${siThreads.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret', 'webhookSecret'],
    options: [{ name: 'meta_app_secret' }],
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // Webhooks bring what is urgent; a quiet pull costs a call for each recent post, and the smallest quota is 48,000 a
  // day.
  pace: { minMs: 5 * 60_000, maxMs: 15 * 60_000 },
  rateLimits,
  checks,
  schedule,
  retention: { erasesDeleted: true },
  connect,
  tokenLife,
  refresh,
  checkCredentials,
  pull,
  rereadPost,
  recheck,
  prepare: () => ({}),
  perform: async (channel, action) => actFor(action).perform(channel, action),
  findPerformed: async (channel, action) => actFor(action).find(channel, action),
  reportedCounts,
  webhook,
  erasure: metaErasure,
};
