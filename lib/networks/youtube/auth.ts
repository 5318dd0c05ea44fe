import type { ChannelAccount, ChannelContext, Connection, OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import type { GoogleCredentials } from '../kit/google/credentials.ts';
import { exchangeGoogleCode, googleAuthorizeUrl, googleCredentialsFrom } from '../kit/google/oauth.ts';
import { openSession, readWith } from './calls.ts';
import { channelPage, type OwnChannel } from './wire.ts';

/** The only scope that the comment methods accept, for reading and writing. */
export const SCOPES = ['https://www.googleapis.com/auth/youtube.force-ssl'] as const;

const OWN_CHANNELS = { part: 'snippet', mine: true, maxResults: 50 } as const;
const MAX_PAGES = 20;

export const oauth: OAuthHandler<GoogleCredentials> = {
  pkce: true,
  authorizeUrl: (request) => googleAuthorizeUrl(SCOPES, request),
  exchange: async (answer, context) => {
    const credentials = await exchangeGoogleCode(SCOPES, answer, context);
    return await connectionsOf(credentials, context);
  },
};

/** @throws NetworkError `unauthorized` when the tokens are invalid, `gone` when they belong to another channel */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<GoogleCredentials>> {
  const connections = await connectionsOf(await googleCredentialsFrom(input, context), context);
  const { externalId } = input;
  const found = externalId ? connections.find(({ account }) => account.externalId === externalId) : connections[0];
  if (!found) throw new NetworkError('gone', 'target_gone', { detail: `not a channel of this login: ${externalId}` });
  return found;
}

/** @throws NetworkError `unauthorized` when the login no longer has this channel */
export async function checkCredentials(
  context: ChannelContext<GoogleCredentials>,
): Promise<{ account: ChannelAccount }> {
  const session = openSession(context);
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await session.read('channels', { ...OWN_CHANNELS, pageToken }, channelPage);
    const own = page.items.find(({ id }) => id === session.channelId);
    if (own) return { account: accountOf(own) };
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  throw new NetworkError('unauthorized', 'access_revoked', { detail: 'the login has this channel no more' });
}

async function connectionsOf(
  credentials: GoogleCredentials,
  context: CallContext,
): Promise<Connection<GoogleCredentials>[]> {
  const channels: OwnChannel[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { ...OWN_CHANNELS, pageToken };
    const page = await readWith(context, credentials.accessToken, 'channels', query, channelPage);
    channels.push(...page.items);
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  if (channels.length === 0) {
    throw new NetworkError('refused', 'not_offered', { detail: 'this Google account has no YouTube channel' });
  }
  return channels.map((channel) => ({ account: accountOf(channel), credentials }));
}

function accountOf({ id, snippet }: OwnChannel): ChannelAccount {
  const avatarUrl = snippet.thumbnails?.medium?.url ?? snippet.thumbnails?.default?.url;
  return {
    externalId: id,
    handle: snippet.customUrl?.replace(/^@/, '') ?? id,
    name: snippet.title,
    ...(avatarUrl ? { avatarUrl } : {}),
    profileUrl: `https://www.youtube.com/channel/${id}`,
  };
}
