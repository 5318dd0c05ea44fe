import { siPinterest } from 'simple-icons';
import type { Connector } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { checkCredentials, connect, oauth, refresh } from './auth.ts';
import { checks, schedule } from './checks.ts';
import { capabilities } from './capabilities.ts';
import { credentialsSchema, tokenLife, type PinterestCredentials } from './credentials.ts';
import { rateLimits } from './limits.ts';
import { pull } from './pull.ts';
import { reportedCounts } from './reported-counts.ts';

const HOUR_MS = 3_600_000;

/** A Pinterest account: its Pins and their numbers of comments, which is all that the network gives to apps. */
export const pinterest: Connector<PinterestCredentials> = {
  network: 'pinterest',
  name: 'Pinterest',
  mark: { path: siPinterest.path, color: `#${siPinterest.hex}` },
  connectFields: [],
  oauth,
  app: { required: ['clientId', 'clientSecret'], options: [{ name: 'access', values: ['trial', 'standard'] }] },
  credentialsSchema,
  capabilities,
  // Counts alone are not urgent: a trial app has 1,000 calls a day for all its channels.
  pace: { minMs: HOUR_MS, maxMs: 6 * HOUR_MS },
  rateLimits,
  checks,
  schedule,
  connect,
  tokenLife,
  refresh,
  checkCredentials,
  pull,
  prepare: () => ({}),
  perform: (_channel, { kind }) =>
    Promise.reject(new NetworkError('refused', 'not_offered', { detail: `${kind} on Pinterest` })),
  findPerformed: () => Promise.resolve(null),
  reportedCounts,
};
