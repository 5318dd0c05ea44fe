import type { AppSettings, Rights } from '../contract.ts';

/** Accounts of these countries have no Business Messaging: the EEA, Switzerland, the United Kingdom. */
const withoutMessages = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK CH GB UK'.split(' '),
);
/** Only accounts of these countries may turn a comment into a conversation (Comment-to-Message). */
const withPrivateReplies = new Set(['VN', 'ID', 'TH']);

/** The account's country, from its connection or else the operator's setting. Empty when unknown. */
export function regionOf(known: { region?: string | undefined }, app: Pick<AppSettings, 'options'>): string {
  return (known.region || app.options.region || '').toUpperCase();
}

export function regionIn(rights: Rights, app: Pick<AppSettings, 'options'>): string {
  return regionOf({ region: typeof rights.region === 'string' ? rights.region : undefined }, app);
}

/** Whether accounts of this country have no direct messages through the API. */
export function hasMessages(region: string): boolean {
  return !withoutMessages.has(region);
}

export function hasPrivateReplies(region: string): boolean {
  return withPrivateReplies.has(region);
}
