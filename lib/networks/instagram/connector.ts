import { siInstagram } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { metaErasure } from '../kit/meta/erasure.ts';
import { checkCredentials, connect, refresh, testApp } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions, restrictions } from './capabilities.ts';
import { credentialsSchema, setups, tokenLife, type InstagramCredentials } from './credentials.ts';
import { graphVersions } from './calls.ts';
import { rateLimits } from './limits.ts';
import { recheck, rereadPost, reportedCounts } from './recheck.ts';
import { oauth } from './oauth.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { webhook } from './webhook.ts';

export const instagram: Connector<InstagramCredentials> = {
  network: 'instagram',
  name: 'Instagram',
  mark: { path: siInstagram.path, color: `#${siInstagram.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret', 'webhookSecret'],
    options: [
      { name: 'setup', values: setups },
      { name: 'human_agent', values: ['not_approved', 'approved'] },
      { name: 'config_id' },
      { name: 'graph_version', values: graphVersions },
    ],
    test: testApp,
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // Webhooks bring what is urgent; a quiet pull costs two calls.
  pace: { minMs: 60_000, maxMs: 10 * 60_000 },
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
