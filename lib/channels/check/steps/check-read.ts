import type { EndpointRead } from '#lib/networks/contract.ts';
import { refuseCost } from './refuse-cost.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

/** Makes one read, and stores what it has found out. @throws NetworkError */
export async function checkRead(
  channel: CheckedChannel,
  { read, costMicros = 0 }: EndpointRead<unknown>,
): Promise<CheckResult> {
  const refusal = await refuseCost(channel, costMicros);
  if (refusal) return refusal;
  const { context, noteFinding } = channel;
  const { skipped, found = {} } = (await read(context)) ?? {};
  for (const [name, value] of Object.entries(found)) await noteFinding(name, value);
  return skipped ? { outcome: 'unknown', reason: skipped } : { outcome: 'passed' };
}
