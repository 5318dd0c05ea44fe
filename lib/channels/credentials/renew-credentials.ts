import type { ChannelRef } from '../channel-ref.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Connector, CallContext } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { type OwnRenewal, recordFailure, storeRenewed, takeRenewal } from './renewal.ts';

/** How long a renewal may take. It ignores the caller's own signal, because an unread answer would be lost for good. */
const REFRESH_MS = 30_000;
/** How long the other workers wait for it, polling. */
const PATIENCE_MS = 40_000;
const FIRST_POLL_MS = 50;
const LAST_POLL_MS = 1_000;

/**
 * Replaces expired credentials. One worker asks the network; the others wait for its result and fail if it fails. New
 * credentials are stored before they are used, and valid ones are never replaced with empty ones. When they cannot be
 * renewed any more, the channel asks to be reconnected.
 * @param stillValid asked when the network refuses to renew credentials that have not been rejected yet: while the
 *   network accepts the old ones, the channel continues with them and retries after growing pauses. By default false
 * @throws NetworkError `unauthorized` when they are invalid for good; `unavailable` when that is not known now
 */
export async function renewCredentials(
  channelRef: ChannelRef,
  connector: Connector,
  dead: unknown,
  context: CallContext,
  { stillValid = () => Promise.resolve(false) }: { stillValid?: () => Promise<boolean> } = {},
): Promise<unknown> {
  const givesUpAt = Date.now() + PATIENCE_MS;
  let failures: number | null = null;
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(pauseMs * 1.5, LAST_POLL_MS)) {
    const renewal = await takeRenewal(channelRef, connector, (current) => !isSame(current, dead), failures);
    if (renewal.state === 'renewed') return renewal.credentials;
    if (renewal.state === 'ours') return await renew(channelRef, connector, renewal, { context, stillValid });
    failures = renewal.failures;
    if (Date.now() > givesUpAt || context.signal.aborted) throw unknownYet();
    await sleep(pauseMs, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

async function renew(
  channelRef: ChannelRef,
  connector: Connector,
  renewal: OwnRenewal,
  { context, stillValid }: { context: CallContext; stillValid: () => Promise<boolean> },
) {
  const renewed = await refresh(connector, renewal.credentials, context).catch(async (error: unknown) => {
    const isRefused = error instanceof NetworkError && error.kind === 'unauthorized';
    await recordFailure(channelRef, renewal, { error, isDead: isRefused && !(await stillValid()) });
    throw error;
  });
  return connector.credentialsSchema.parse(await storeRenewed(channelRef, connector, renewal, renewed));
}

/** @throws NetworkError `unavailable` for an answer without usable credentials: the old ones may still be valid */
async function refresh(connector: Connector, old: unknown, context: CallContext): Promise<unknown> {
  if (!connector.refresh) throw new NetworkError('unauthorized', 'bad_credentials');
  const answer = await connector.refresh(old, { ...context, signal: AbortSignal.timeout(REFRESH_MS) });
  const parsed = connector.credentialsSchema.safeParse(withRefreshToken(answer, old));
  if (parsed.success && !isEmptied(parsed.data, old)) return parsed.data;
  throw new NetworkError('unavailable', 'unexpected_answer', { detail: 'the answer contains no usable credentials' });
}

/** Without a new refresh token in the answer, the old one stays valid (RFC 6749, 6). */
function withRefreshToken(renewed: unknown, old: unknown): unknown {
  const token = refreshTokenOf(old);
  return isRecord(renewed) && token && !refreshTokenOf(renewed) ? { ...renewed, refreshToken: token } : renewed;
}

/** Whether a value became empty, which the schema would accept. */
function isEmptied(renewed: unknown, old: unknown): boolean {
  if (!isRecord(renewed) || !isRecord(old)) return false;
  return Object.entries(old).some(([name, value]) => value !== '' && renewed[name] === '');
}

function refreshTokenOf(credentials: unknown): string | null {
  const token = isRecord(credentials) ? credentials.refreshToken : null;
  return typeof token === 'string' && token !== '' ? token : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Compares them as they are stored, where undefined values are dropped. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

function unknownYet(): NetworkError {
  return new NetworkError('unavailable', 'unreachable', { detail: 'the credentials are being renewed elsewhere' });
}
