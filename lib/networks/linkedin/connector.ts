import type { Connector } from '../contract.ts';
import { checkCredentials, connect, oauth, refresh } from './auth.ts';
import { appOptions } from './calls.ts';
import { checks, schedule } from './pull/checks.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { credentialsSchema, tokenLife, type LinkedInCredentials } from './credentials.ts';
import { namelessAuthors } from './inbound.ts';
import { rateLimits } from './limits.ts';
import { mark } from './mark.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { recheck } from './recheck.ts';
import { reportedCounts } from './reported-counts.ts';
import { rereadPost } from './reread-post.ts';
import { webhook } from './webhook.ts';

const HOUR_MS = 3_600_000;

/** Company pages on LinkedIn, by the Community Management API. */
export const linkedin: Connector<LinkedInCredentials> = {
  network: 'linkedin',
  name: 'LinkedIn',
  mark,
  connectFields: [],
  oauth,
  app: { required: ['clientId', 'clientSecret'], options: appOptions },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // A quiet pull is one call, and the smallest app has 100 calls a day.
  pace: { minMs: 5 * 60_000, maxMs: 30 * 60_000 },
  rateLimits,
  checks,
  schedule,
  namelessAuthors,
  // "Data storage requirements".
  retention: { erasesDeleted: true, profilesForMs: 24 * HOUR_MS, textsForMs: 48 * HOUR_MS },
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
};
