import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Connector, CallContext } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { Place } from './seal-credentials.ts';
import { type Held, noteFailure, storeRenewed, takeRenewal } from './renewal.ts';

/** How long one worker may ask the network. Not the caller's own time: what is answered to nobody is lost. */
const REFRESH_MS = 30_000;
/** How long the others wait for it, looking now and then. */
const PATIENCE_MS = 40_000;
const FIRST_LOOK_MS = 50;
const LAST_LOOK_MS = 1_000;

/**
 * Living credentials in place of dead ones. Of all workers one asks the network; the others wait for what it gets, and
 * fail as it fails. What it gets is stored before anybody uses it, and good credentials are never replaced with nothing.
 * When they are dead for good the channel asks to be reconnected.
 * @param livesOn asked when the network refuses to renew what nobody has found dead yet: as long as the old ones are
 *   taken, the channel goes on with them, and the network is asked again later and later. Absent: they are dead
 * @throws NetworkError `unauthorized` when they are; `unavailable` when it cannot be told now
 */
export async function renewCredentials(
  place: Place,
  connector: Connector,
  dead: unknown,
  context: CallContext,
  { livesOn = () => Promise.resolve(false) }: { livesOn?: () => Promise<boolean> } = {},
): Promise<unknown> {
  const givesUpAt = Date.now() + PATIENCE_MS;
  let failures: number | null = null;
  for (let lookMs = FIRST_LOOK_MS; ; lookMs = Math.min(lookMs * 1.5, LAST_LOOK_MS)) {
    const held = await takeRenewal(place, connector, (current) => !isSame(current, dead), failures);
    if (held.state === 'renewed') return held.credentials;
    if (held.state === 'ours') return await renew(place, connector, held, { context, livesOn });
    failures = held.failures;
    if (Date.now() > givesUpAt || context.signal.aborted) throw unknownYet();
    await sleep(lookMs, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

async function renew(
  place: Place,
  connector: Connector,
  held: Held & { state: 'ours' },
  { context, livesOn }: { context: CallContext; livesOn: () => Promise<boolean> },
) {
  const renewed = await refresh(connector, held.credentials, context).catch(async (error: unknown) => {
    const isRefused = error instanceof NetworkError && error.kind === 'unauthorized';
    await noteFailure(place, held, { error, isDead: isRefused && !(await livesOn()) });
    throw error;
  });
  return connector.credentialsSchema.parse(await storeRenewed(place, connector, held, renewed));
}

/** @throws NetworkError `unavailable` for an answer that is no credentials: the old ones may live on */
async function refresh(connector: Connector, old: unknown, context: CallContext): Promise<unknown> {
  if (!connector.refresh) throw new NetworkError('unauthorized', 'bad_credentials');
  const answer = await connector.refresh(old, { ...context, signal: AbortSignal.timeout(REFRESH_MS) });
  const parsed = connector.credentialsSchema.safeParse(withRefreshToken(answer, old));
  if (parsed.success && !isEmptied(parsed.data, old)) return parsed.data;
  throw new NetworkError('unavailable', 'unexpected_answer', { detail: 'what came is no credentials' });
}

/** A network that gives no new refresh token means the old one to go on (RFC 6749, 6). */
function withRefreshToken(renewed: unknown, old: unknown): unknown {
  const kept = refreshTokenOf(old);
  return isRecord(renewed) && kept && !refreshTokenOf(renewed) ? { ...renewed, refreshToken: kept } : renewed;
}

/** Whether something that was there came back as nothing, which a schema of texts lets pass. */
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

/** As they are stored: a key without a value is none. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

function unknownYet(): NetworkError {
  return new NetworkError('unavailable', 'unreachable', { detail: 'the credentials are being renewed elsewhere' });
}
