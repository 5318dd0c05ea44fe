import type { ChannelAccount, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { debugTokenAnswer, type DebuggedToken } from '../kit/meta/send-wire.ts';
import { accountOf, readManagedPages } from './auth.ts';
import type { FacebookChannel } from './credentials.ts';
import { appToken, callGraph, callGraphWith } from './calls.ts';
import { costs } from './limits.ts';
import { rightsOf } from './rights.ts';
import { pageAnswer, pageFields, subscribedAppsAnswer } from './wire.ts';

type CheckedPage = { account: ChannelAccount; rights: Rights; isSubscribed: boolean };

/**
 * The daily check: the token, the Page, the tasks of the member who connected it, and whether the Page still sends
 * its events.
 */
export async function checkCredentials(channel: FacebookChannel): Promise<CheckedPage> {
  const token = await debugToken(channel);
  if (token && !token.is_valid) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'debug_token' });
  const page = await callGraph(channel, { path: 'me', query: { fields: pageFields }, schema: pageAnswer });
  const rights: Rights = {
    ...channel.rights,
    ...rightsOf(await readTasks(channel), channel.app),
    ...(token ? { scopes: token.scopes.join(',') } : {}),
    // UNVERIFIED what stops working when data access expires: the date is shown and not used.
    ...(token?.data_access_expires_at ? { dataAccessExpiresAt: token.data_access_expires_at } : {}),
  };
  return { account: accountOf(page), rights, isSubscribed: await isSubscribed(channel) };
}

/** Checks the operator's app: its own token must be valid. */
export async function testApp(context: CallContext): Promise<void> {
  const token = appToken(context.app);
  await callGraphWith(context, token, { path: 'debug_token', query: { input_token: token }, schema: debugTokenAnswer });
}

/** What the network knows about the channel's token; null without an app. */
export async function debugToken(channel: FacebookChannel): Promise<DebuggedToken | null> {
  const { app, credentials } = channel;
  if (!app.clientId || !app.clientSecret) return null;
  const { data } = await callGraphWith(channel, appToken(app), {
    path: 'debug_token',
    query: { input_token: credentials.accessToken },
    schema: debugTokenAnswer,
  });
  return data;
}

/** The tasks on the Page of the person who connected it; undefined where that person's token is expired or unknown. */
async function readTasks(channel: FacebookChannel): Promise<string[] | undefined> {
  const { userToken } = channel.credentials;
  if (!userToken) return undefined;
  try {
    const pages = await readManagedPages(userToken, channel);
    // A person who lost the Page has no task on it.
    return pages.find(({ id }) => id === channel.account.externalId)?.tasks ?? [];
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'unauthorized' || error.kind === 'refused')) return undefined;
    throw error;
  }
}

/** The network silently ends a Page's subscription after an hour of failed deliveries. */
async function isSubscribed(channel: FacebookChannel): Promise<boolean> {
  try {
    const { data } = await callGraph(channel, {
      path: `${channel.account.externalId}/subscribed_apps`,
      schema: subscribedAppsAnswer,
      costs: costs.ofPage,
    });
    return data.some(({ id }) => id === undefined || !channel.app.clientId || id === channel.app.clientId);
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'refused') return false;
    throw error;
  }
}
