import { siBluesky } from 'simple-icons';
import type { AppSettings, Connector } from '../contract.ts';
import { connect } from './auth.ts';
import { checksFor } from './pull/checks.ts';
import { capabilities } from './capabilities.ts';
import { credentialsSchema, type BlueskyCredentials, type BlueskyOptions } from './credentials.ts';
import { actFor, prepare } from './outbound.ts';
import { pull } from './pull/pull.ts';
import { reportedCounts } from './reported-counts.ts';
import { openSession } from './session.ts';

/** @param options override the operator's settings */
export function createBluesky(options: BlueskyOptions = {}): Connector<BlueskyCredentials> {
  const optionsFor = ({ baseUrl }: AppSettings): BlueskyOptions => ({
    ...(baseUrl === undefined ? {} : { serviceUrl: baseUrl }),
    ...options,
  });
  return {
    network: 'bluesky',
    name: 'Bluesky',
    mark: { path: siBluesky.path, color: `#${siBluesky.hex}` },
    connectFields: [
      { name: 'identifier', label: 'handle', type: 'text', required: true, placeholder: 'brand.bsky.social' },
      { name: 'password', label: 'appPassword', type: 'password', required: true, placeholder: 'xxxx-xxxx-xxxx-xxxx' },
      { name: 'service', label: 'service', type: 'url', required: false, placeholder: 'https://pds.example.org' },
    ],
    credentialsUrl: 'https://bsky.app/settings/app-passwords',
    credentialsSchema,
    capabilities,
    // A quiet pull costs two calls of the 3,000 that a server grants an address in 5 minutes.
    pace: { minMs: 5_000, maxMs: 3 * 60_000 },
    checks: checksFor(optionsFor),
    connect: (input, { app, signal }) => connect(input, signal, optionsFor(app)),
    pull: (channel, cursor) => pull(channel, cursor, optionsFor(channel.app)),
    prepare,
    perform: async (channel, action) => actFor(action).perform(openSession(channel, optionsFor(channel.app)), action),
    findPerformed: async (channel, action) =>
      actFor(action).find(openSession(channel, optionsFor(channel.app)), action),
    reportedCounts: (channel, postExternalIds) =>
      reportedCounts(openSession(channel, optionsFor(channel.app)), postExternalIds),
  };
}

export const bluesky = createBluesky();
