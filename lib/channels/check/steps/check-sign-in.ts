import { inWorkspace } from '#lib/db/in-workspace.ts';
import { storeCheckedAccount } from '../../credentials/check-credentials.ts';
import { refuseCost } from './refuse-cost.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

/** The credentials are checked each day; what that has found holds for so long. */
const DAILY_MS = 26 * 3_600_000;

/**
 * Asks the network whether the credentials are valid, and stores what it says of the account. Where that costs money, an
 * automatic check goes by the daily check of the credentials.
 * @throws NetworkError
 */
export async function checkSignIn(channel: CheckedChannel): Promise<CheckResult> {
  const { connector, context, workspaceId, channelId, isAutomatic } = channel;
  const { signInMicros = 0 } = connector.checks ?? {};
  if (!connector.checkCredentials) return await checkByReading(channel);
  const refusal = await refuseCost(channel, signInMicros);
  if (refusal) return isAutomatic && (await isCheckedToday(channel)) ? { outcome: 'passed' } : refusal;
  const found = await connector.checkCredentials(context);
  await storeCheckedAccount({ workspaceId, channelId }, found);
  if (found.rights) context.rights = found.rights;
  return { outcome: 'passed' };
}

/** A network without a call of its own for it says with any answer that the credentials are valid. */
async function checkByReading({ connector, context }: CheckedChannel): Promise<CheckResult> {
  const [first] = connector.checks?.reads ?? [];
  if (!first) return { outcome: 'unknown', reason: 'not_told' };
  await first.read(context);
  return { outcome: 'passed' };
}

async function isCheckedToday({ workspaceId, channelId }: CheckedChannel): Promise<boolean> {
  const where = { workspaceId_id: { workspaceId, id: channelId } };
  const channel = await inWorkspace(workspaceId, (tx) =>
    tx.channel.findUnique({ where, select: { credentialsCheckedAt: true } }),
  );
  return (channel?.credentialsCheckedAt?.getTime() ?? 0) > Date.now() - DAILY_MS;
}
