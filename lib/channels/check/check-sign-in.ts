import { storeCheckedAccount } from '../credentials/check-credentials.ts';
import type { CheckedChannel } from './steps.ts';
import type { CheckResult } from './types.ts';

/** Asks the network whether the credentials are valid, and stores what it says of the account. @throws NetworkError */
export async function checkSignIn({ connector, context, ...channelRef }: CheckedChannel): Promise<CheckResult> {
  if (!connector.checkCredentials) return { outcome: 'unknown', reason: 'not_told' };
  const found = await connector.checkCredentials(context);
  await storeCheckedAccount(channelRef, found);
  if (found.rights) context.rights = found.rights;
  return { outcome: 'passed' };
}
