import type { ChannelRef } from '../channel-ref.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { OpenChannel } from '../open-channel.ts';

/** The network is asked at most once in this time, however often a revocation is reported, in milliseconds. */
const EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;

export type Revocation =
  /** The network neither accepts our credentials nor renews them. */
  | { kind: 'confirmed'; error: NetworkError }
  /** The network accepts them. */
  | { kind: 'denied' }
  /** It is not known now. */
  | { kind: 'unknown'; error: NetworkError };

const holder = globalThis as typeof globalThis & { parvisRevocationsAsked?: Map<string, number> };

/**
 * Asks the network whether our access to a channel was revoked. A report (a webhook, an entry of a list) is only a
 * reason to ask: it can be old, concern another grant, or be forged.
 */
export async function confirmRevocation(
  channelRef: ChannelRef,
  opened: OpenChannel,
  now = Date.now(),
): Promise<Revocation> {
  const { channelId } = channelRef;
  const freeAt = takeTurn(`${channelRef.workspaceId} ${channelId}`, now);
  if (freeAt !== null) {
    const error = new NetworkError('rate_limited', 'rate_limited', {
      retryAt: new Date(freeAt),
      detail: 'the network was asked a moment ago whether our access was revoked',
    });
    return { kind: 'unknown', error };
  }
  const answer = await ask(opened);
  const reason = answer.kind === 'denied' ? undefined : answer.error.reason;
  log.warn({ channelId, network: opened.connector.network, answer: answer.kind, reason }, 'access reported as revoked');
  return answer;
}

async function ask({ connector, context }: OpenChannel): Promise<Revocation> {
  try {
    if (!connector.checkCredentials)
      throw new NetworkError('unavailable', 'not_offered', { detail: 'no access check' });
    await connector.checkCredentials(context);
    return { kind: 'denied' };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    if (error.kind !== 'unauthorized') return { kind: 'unknown', error };
    const confirmed = new NetworkError('unauthorized', 'access_revoked', { detail: error.message, cause: error });
    return { kind: 'confirmed', error: confirmed };
  }
}

/** @returns null when the network may be asked now, otherwise the time at which it may */
function takeTurn(key: string, now: number): number | null {
  const asked = (holder.parvisRevocationsAsked ??= new Map());
  const freeAt = (asked.get(key) ?? -EVERY_MS) + EVERY_MS;
  if (freeAt > now) return freeAt;
  if (asked.size >= MOST_REMEMBERED) asked.clear();
  asked.set(key, now);
  return null;
}
