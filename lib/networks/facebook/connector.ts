import { siFacebook } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { metaErasure } from '../kit/meta/erasure.ts';
import { checkCredentials, testApp } from './check-credentials.ts';
import { connect } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities, conditions } from './capabilities.ts';
import { credentialsSchema, type FacebookCredentials } from './credentials.ts';
import { graphVersions } from './calls.ts';
import { rateLimits } from './limits.ts';
import { oauth } from './oauth.ts';
import { actFor } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { recheck } from './recheck.ts';
import { restrictions } from './restrictions.ts';
import { reportedCounts } from './reported-counts.ts';
import { rereadPost } from './reread-post.ts';
import { webhook } from './webhook/handler.ts';

const MINUTE_MS = 60_000;

/** Facebook Pages, over the Graph API. */
export const facebook: Connector<FacebookCredentials> = {
  network: 'facebook',
  name: 'Facebook',
  mark: { path: siFacebook.path, color: `#${siFacebook.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret', 'webhookSecret'],
    options: [
      { name: 'config_id' },
      { name: 'graph_version', values: graphVersions },
      { name: 'human_agent', values: ['not_approved', 'approved'] },
    ],
    test: testApp,
  },
  credentialsSchema,
  capabilities,
  conditions,
  restrictions,
  // Webhooks bring everything quickly; a quiet pull costs five calls.
  pace: { minMs: 5 * MINUTE_MS, maxMs: 60 * MINUTE_MS },
  rateLimits,
  checks,
  schedule,
  connect,
  // The network cannot renew a token: somebody must connect the Page again.
  tokenLife: ({ expiresAt }) => (expiresAt ? { expiresAt: new Date(expiresAt) } : {}),
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
