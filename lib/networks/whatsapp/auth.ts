import type { CallContext, ChannelAccount, Connection, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { walkPages } from '../kit/meta/paging.ts';
import { debugTokenAnswer, type DebuggedToken } from '../kit/meta/send-wire.ts';
import { appToken, callGraph, callGraphWith } from './calls.ts';
import type { WhatsAppChannel, WhatsAppCredentials } from './credentials.ts';
import { phoneFields, phoneNumber, phonePage, subscribedApps, type PhoneNumber } from './wire.ts';

const NUMBERS_A_PAGE = 100;
const MANAGES = 'whatsapp_business_management';

/**
 * Connects a number with a token obtained elsewhere, such as a system user's. `externalId` is the id of the number;
 * `wabaId`, the account that has it, is looked for where it is not given.
 * @throws NetworkError `unauthorized`; `refused` `missing_permission` where which number is meant cannot be told
 */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<WhatsAppCredentials>> {
  const accessToken = (input.accessToken ?? '').trim();
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const wabaIds = input.wabaId?.trim() ? [input.wabaId.trim()] : await findAccounts(accessToken, context);
  const numbers = (await listNumbers(accessToken, wabaIds, context)).filter(
    ({ account }) => !input.externalId || account.externalId === input.externalId.trim(),
  );
  const [only, ...others] = numbers;
  if (!only || others.length > 0)
    throw new NetworkError('refused', 'missing_permission', { detail: 'which number is meant cannot be told' });
  const expiresAt = Date.parse(input.expiresAt ?? '');
  return Number.isNaN(expiresAt) ? only : { ...only, credentials: { ...only.credentials, expiresAt } };
}

/** Every number that a token may use. */
export async function listNumbers(
  accessToken: string,
  wabaIds: readonly string[],
  context: CallContext,
): Promise<Connection<WhatsAppCredentials>[]> {
  const found: Connection<WhatsAppCredentials>[] = [];
  for (const wabaId of wabaIds) {
    const read = (after: string | undefined) =>
      callGraphWith(context, accessToken, {
        path: `${wabaId}/phone_numbers`,
        query: { fields: phoneFields, limit: NUMBERS_A_PAGE, after },
        schema: phonePage,
      });
    for await (const { data } of walkPages(read))
      for (const one of data) found.push({ account: accountOf(one), credentials: { accessToken, wabaId } });
  }
  return found;
}

/**
 * The business accounts that a token was granted: the sign-in's answer does not name them ("Access token guide",
 * `granular_scopes`).
 */
export async function findAccounts(accessToken: string, context: CallContext): Promise<string[]> {
  const { granular_scopes: granted = [] } = await debugToken(accessToken, context);
  return [...new Set(granted.filter(({ scope }) => scope === MANAGES).flatMap(({ target_ids: ids = [] }) => ids))];
}

/** The daily check: the token, the number, and whether the account still sends its events. */
export async function checkCredentials(
  channel: WhatsAppChannel,
): Promise<{ account: ChannelAccount; rights: Rights; isSubscribed: boolean }> {
  const token = channel.app.clientSecret ? await debugToken(channel.credentials.accessToken, channel) : null;
  if (token && !token.is_valid) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'debug_token' });
  const number = await readNumber(channel);
  const { data } = await callGraph(channel, {
    path: `${channel.credentials.wabaId}/subscribed_apps`,
    schema: subscribedApps,
  });
  const ids = data.map(({ whatsapp_business_api_data: app }) => app?.id);
  return {
    account: accountOf(number),
    rights: {
      ...channel.rights,
      ...(number.quality_rating ? { quality: number.quality_rating } : {}),
      ...(token ? { scopes: token.scopes.join(',') } : {}),
    },
    isSubscribed: ids.some((id) => id === undefined || !channel.app.clientId || id === channel.app.clientId),
  };
}

/** @throws NetworkError `unauthorized` when the token has ended */
export async function readNumber(channel: WhatsAppChannel): Promise<PhoneNumber> {
  return await callGraph(channel, {
    path: channel.account.externalId,
    query: { fields: phoneFields },
    schema: phoneNumber,
  });
}

/** Checks the operator's app: its own token must be valid. */
export async function testApp(context: CallContext): Promise<void> {
  await debugToken(appToken(context.app), context);
}

async function debugToken(token: string, context: CallContext): Promise<DebuggedToken> {
  const { data } = await callGraphWith(context, appToken(context.app), {
    path: 'debug_token',
    query: { input_token: token },
    schema: debugTokenAnswer,
  });
  return data;
}

function accountOf({ id, display_phone_number: number, verified_name: name }: PhoneNumber): ChannelAccount {
  const digits = number.replace(/\D/g, '');
  return { externalId: id, handle: number, name: name || number, profileUrl: `https://wa.me/${digits}` };
}
