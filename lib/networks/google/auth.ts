import type { ChannelAccount, ChannelContext, Connection, OAuthHandler, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import type { GoogleCredentials } from '../kit/google/credentials.ts';
import { exchangeGoogleCode, googleAuthorizeUrl, googleCredentialsFrom } from '../kit/google/oauth.ts';
import type { PlaceCredentials } from './credentials.ts';
import { pageSizes } from './limits.ts';
import { lastOf } from './names.ts';
import { callWith, openSession } from './calls.ts';
import { accountPage, location, locationPage, type Location } from './wire.ts';

export const SCOPES = ['https://www.googleapis.com/auth/business.manage'] as const;
const READ_MASK = 'name,title,storeCode,storefrontAddress,metadata';
/** A login may hold thousands of places: 100 pages of each list are read. */
const MAX_PAGES = 100;

export const oauth: OAuthHandler<PlaceCredentials> = {
  pkce: true,
  authorizeUrl: (request) => googleAuthorizeUrl(SCOPES, request),
  exchange: async (answer, context) => connectionsOf(await exchangeGoogleCode(SCOPES, answer, context), context),
};

/** @param input.externalId `locations/2`, or with its account before it; the first place of the login without one */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<PlaceCredentials>> {
  const connections = await connectionsOf(await googleCredentialsFrom(input, context), context);
  const { externalId = '' } = input;
  const wanted = `locations/${lastOf(externalId)}`;
  const found = externalId ? connections.find(({ account }) => account.externalId === wanted) : connections[0];
  if (!found) throw new NetworkError('gone', 'target_gone', { detail: `not a place of this login: ${externalId}` });
  return found;
}

/** @throws NetworkError `unauthorized` when the login manages the place no more */
export async function checkCredentials(
  channel: ChannelContext<PlaceCredentials>,
): Promise<{ account: ChannelAccount; rights: Rights }> {
  const session = openSession(channel);
  try {
    const request = { service: 'locations', path: channel.account.externalId, query: { readMask: READ_MASK } } as const;
    const found = await session.call({ ...request, schema: location });
    return { account: accountOf(found), rights: rightsOf(found) };
  } catch (error) {
    const isLost = error instanceof NetworkError && (error.kind === 'gone' || error.reason === 'missing_permission');
    if (!isLost) throw error;
    throw new NetworkError('unauthorized', 'access_revoked', { detail: error.message, cause: error });
  }
}

async function connectionsOf(
  credentials: GoogleCredentials,
  context: CallContext,
): Promise<Connection<PlaceCredentials>[]> {
  const places = new Map<string, Connection<PlaceCredentials>>();
  for (const account of await readAccountIds(credentials, context)) {
    for (const found of await locationsOf(account, credentials, context)) {
      // A place may be seen through a person's account and a group's: the first one serves.
      if (places.has(found.name)) continue;
      const place = `${account}/${found.name}`;
      places.set(found.name, {
        account: accountOf(found),
        credentials: { ...credentials, place },
        rights: rightsOf(found),
      });
    }
  }
  if (places.size > 0) return [...places.values()];
  throw new NetworkError('refused', 'not_offered', { detail: 'this Google account manages no Business Profile' });
}

async function readAccountIds({ accessToken }: GoogleCredentials, context: CallContext): Promise<string[]> {
  const names: string[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { pageSize: pageSizes.accounts, pageToken };
    const page = await callWith(context, accessToken, {
      service: 'accounts',
      path: 'accounts',
      query,
      schema: accountPage,
    });
    names.push(...page.accounts.map(({ name }) => name));
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  return names;
}

async function locationsOf(
  account: string,
  { accessToken }: GoogleCredentials,
  context: CallContext,
): Promise<Location[]> {
  const found: Location[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { readMask: READ_MASK, pageSize: pageSizes.locations, pageToken };
    const path = `${account}/locations`;
    const page = await callWith(context, accessToken, { service: 'locations', path, query, schema: locationPage });
    found.push(...page.locations);
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  return found;
}

function accountOf({ name, title, storeCode, storefrontAddress, metadata }: Location): ChannelAccount {
  return {
    externalId: name,
    handle: storeCode ?? storefrontAddress?.locality ?? lastOf(name),
    name: title || lastOf(name),
    ...(metadata?.mapsUri ? { profileUrl: metadata.mapsUri } : {}),
  };
}

function rightsOf({ metadata }: Location): Rights {
  return metadata?.hasVoiceOfMerchant === undefined ? {} : { hasVoiceOfMerchant: metadata.hasVoiceOfMerchant };
}
