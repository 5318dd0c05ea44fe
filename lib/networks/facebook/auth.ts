import type { ChannelAccount, Connection, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { walkPages } from '../kit/meta/paging.ts';
import type { FacebookCredentials } from './credentials.ts';
import { callGraphWith } from './calls.ts';
import { rightsOf } from './rights.ts';
import { managedPageFields, managedPagesAnswer, pageAnswer, pageFields, type ManagedPage } from './wire.ts';

const PAGES_A_PAGE = 100;

/**
 * Connects a Page with a token obtained elsewhere: the Page's own, or that of a person or system user who manages the
 * Page with the id `externalId`. Its rights are those of its tasks, where they can be read.
 * @throws NetworkError `unauthorized`; `refused` `missing_permission` when the token gives no such Page
 */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<FacebookCredentials>> {
  const token = (input.accessToken ?? '').trim();
  const externalId = (input.externalId ?? '').trim();
  if (!token) throw new NetworkError('unauthorized', 'bad_credentials');
  const expiresAt = input.expiresAt ? Date.parse(input.expiresAt) : Number.NaN;
  const page = await readPage(token, context);
  if (page && (!externalId || page.externalId === externalId)) {
    return {
      account: page,
      credentials: { accessToken: token, ...(Number.isNaN(expiresAt) ? {} : { expiresAt }) },
      rights: rightsOf(undefined, context.app),
    };
  }
  if (page)
    throw new NetworkError('refused', 'missing_permission', { detail: `the token is that of ${page.externalId}` });
  const managed = await listPages(token, context);
  const [chosen, ...others] = managed.filter(({ account }) => !externalId || account.externalId === externalId);
  if (!chosen || others.length > 0) {
    throw new NetworkError('refused', 'missing_permission', { detail: 'which Page the token is for cannot be told' });
  }
  return chosen;
}

/** Every Page that the holder of a token may connect, each with its own token. */
export async function listPages(userToken: string, context: CallContext): Promise<Connection<FacebookCredentials>[]> {
  const pages = await readManagedPages(userToken, context);
  return pages.flatMap((page) => {
    // The holder may only view a Page that comes without a token.
    if (!page.access_token) return [];
    return [
      {
        account: accountOf(page),
        credentials: { accessToken: page.access_token, userToken },
        rights: rightsOf(page.tasks, context.app),
      },
    ];
  });
}

export async function readManagedPages(userToken: string, context: CallContext): Promise<ManagedPage[]> {
  const pages: ManagedPage[] = [];
  const read = (after: string | undefined) =>
    callGraphWith(context, userToken, {
      path: 'me/accounts',
      query: { fields: managedPageFields, limit: PAGES_A_PAGE, after },
      schema: managedPagesAnswer,
    });
  for await (const { data } of walkPages(read)) pages.push(...data);
  return pages;
}

/** The Page that a token belongs to; null when it belongs to a person. */
async function readPage(token: string, context: CallContext): Promise<ChannelAccount | null> {
  try {
    return accountOf(
      await callGraphWith(context, token, { path: 'me', query: { fields: pageFields }, schema: pageAnswer }),
    );
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'refused' && error.reason === 'rejected') return null;
    throw error;
  }
}

export function accountOf(page: {
  id: string;
  name: string;
  link?: string | undefined;
  picture?: ManagedPage['picture'];
}): ChannelAccount {
  const avatarUrl = page.picture?.data.url;
  return {
    externalId: page.id,
    handle: page.name,
    name: page.name,
    ...(avatarUrl ? { avatarUrl } : {}),
    profileUrl: page.link ?? `https://www.facebook.com/${page.id}`,
  };
}
