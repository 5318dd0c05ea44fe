import { siTiktok } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { checkCredentials, connect, oauth, refresh } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions, restrictions, replyLengths } from './capabilities.ts';
import { credentialsSchema, tokenLife, type TikTokCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { reportedCounts } from './reported-counts.ts';
import { recheck, rereadPost } from './recheck.ts';
import { webhook } from './webhook.ts';

export const tiktok: Connector<TikTokCredentials> = {
  network: 'tiktok',
  name: 'TikTok',
  mark: { path: siTiktok.path, color: `#${siTiktok.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret'],
    options: [
      { name: 'region' },
      { name: 'comment_limit', values: ['150', '1200'] },
      { name: 'delete_others', values: ['off', 'on'] },
    ],
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  replyLengths,
  rateLimits,
  checks,
  schedule,
  // A quiet pull costs one call of each of five endpoints, which an account may call 40 times a minute each.
  pace: { minMs: 2 * 60_000, maxMs: 15 * 60_000 },
  connect,
  tokenLife,
  refresh,
  checkCredentials,
  pull,
  rereadPost,
  recheck,
  // The network accepts no idempotency keys; earlier attempts are recognised by their result.
  prepare: () => ({}),
  perform: async (channel, action) => actFor(action).perform(channel, action),
  findPerformed: async (channel, action) => actFor(action).find(channel, action),
  reportedCounts,
  webhook,
};
