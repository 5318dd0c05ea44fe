import { siYoutube } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { googleCredentials, type GoogleCredentials, googleTokenLife } from '../kit/google/credentials.ts';
import { refreshGoogle, testGoogleApp } from '../kit/google/oauth.ts';
import { checkCredentials, connect, oauth } from './auth.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { checks, schedule } from './checks.ts';
import { rateLimits } from './limits.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { recheck } from './recheck.ts';
import { reportedCounts } from './reported-counts.ts';
import { rereadPost } from './reread-post.ts';
import { openSession } from './calls.ts';

const DAY_MS = 24 * 3_600_000;

export const youtube: Connector<GoogleCredentials> = {
  network: 'youtube',
  name: 'YouTube',
  mark: { path: siYoutube.path, color: `#${siYoutube.hex}` },
  connectFields: [],
  oauth,
  app: { required: ['clientId', 'clientSecret'], options: [{ name: 'daily_units' }], test: testGoogleApp },
  credentialsSchema: googleCredentials,
  capabilities,
  conditions,
  restrictions,
  // A quiet pull costs 1 of the 10,000 units that all channels of an app share in a day, and 4 more every 5 minutes:
  // 1,872 a day for a busy channel, 480 for a quiet one.
  pace: { minMs: 2 * 60_000, maxMs: 15 * 60_000 },
  rateLimits,
  checks,
  schedule,
  // Developer Policies, III.E.4: stored comments must be read again or erased within 30 days.
  retention: { erasesDeleted: true, refreshWithinMs: 30 * DAY_MS },
  connect,
  tokenLife: googleTokenLife,
  refresh: refreshGoogle,
  checkCredentials,
  pull,
  rereadPost,
  recheck,
  prepare: () => ({}),
  perform: async (channel, action) => actFor(action, channel.account.externalId).perform(openSession(channel), action),
  findPerformed: async (channel, action) =>
    actFor(action, channel.account.externalId).find(openSession(channel), action),
  reportedCounts: (channel, videoIds) => reportedCounts(openSession(channel), videoIds),
};
