import { openSession } from '#lib/users/sessions/open-session.ts';
import type { Caller } from '#lib/caller.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';

export const ORIGIN = 'https://inbox.example.test';

export async function aSessionOf(caller: Caller): Promise<string> {
  return (await openSession(caller, { ipAddress: '127.0.0.1', userAgent: 'test' })).sessionId;
}

/** Opens the network's consent page and follows one of its links. @returns the query of the redirect back to us */
export async function followAt(
  authorizeUrl: string,
  link: 'Allow' | 'Refuse',
): Promise<{ path: string; params: Record<string, string> }> {
  const page = await (await fetch(authorizeUrl)).text();
  const href = new RegExp(`<a href="([^"]+)"[^>]*>${link}</a>`)
    .exec(page)?.[1]
    ?.replaceAll('&#38;', '&')
    .replaceAll('&amp;', '&');
  if (!href) throw new Error(`the page has no link "${link}": ${page}`);
  const back = new URL(href);
  return { path: back.origin + back.pathname, params: Object.fromEntries(back.searchParams) };
}

/** Signs a member in at a network. @returns the attempt's id, and where she continues */
export async function signInAt(
  caller: Caller,
  network: string,
  { channelId, link = 'Allow' }: { channelId?: string; link?: 'Allow' | 'Refuse' } = {},
): Promise<{ id: string; path: string }> {
  const { id, authorizeUrl } = await beginConnection(caller, { network, channelId, origin: ORIGIN });
  const { params } = await followAt(authorizeUrl, link);
  return { id, path: await answerConnection({ network, params, sessionId: await aSessionOf(caller) }) };
}
