import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { log } from '#lib/log.ts';
import type { ActionRequest, Receipt } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { cleanReceipt } from './clean-receipt.ts';
import type { Outcome } from './finish-action.ts';
import { findRivalAction } from './find-rival-action.ts';
import type { TakenAction } from './take-action.ts';

/** After how many attempts a reply counts as failed, or an unknown outcome as unconfirmed. */
export const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

type UnknownEnd = Extract<Outcome, { state: 'unconfirmed' | 'queued' }>;

/** Performs an action; looks on the network first if an earlier outcome is unknown. Errors of the network are not thrown. */
export async function attemptAction(
  { connector, context }: OpenChannel,
  action: TakenAction,
  { workspaceId, request, refusal }: { workspaceId: string; request: ActionRequest; refusal: NetworkError | null },
): Promise<Outcome> {
  try {
    if (action.lookFirst) {
      const found = await connector.findPerformed(context, request);
      if (found === 'unknown') return { state: 'unconfirmed', error: null };
      if (found) return await claimed(workspaceId, action, found);
    }
  } catch (error) {
    return looked(asNetworkError(error), action);
  }
  if (action.heldReason) return { state: 'held', reason: action.heldReason };
  if (refusal) return notAllowed(refusal, action);
  if (!action.mayPerform) return { state: 'awaiting_approval' };
  try {
    return done(await connector.perform(context, request));
  } catch (error) {
    return performed(asNetworkError(error), action);
  }
}

/** What the network does not allow any more fails; at a time that nobody watches it is held instead. */
function notAllowed(error: NetworkError, { scheduledFor }: TakenAction): Outcome {
  if (!scheduledFor) return { state: 'failed', error };
  if (error.reason === 'target_changed') return { state: 'held', reason: 'target_edited' };
  return { state: 'held', reason: error.reason === 'window_closed' ? 'window_closed' : 'network_forbids' };
}

function done(receipt: Receipt): Outcome {
  return { state: 'done', receipt: cleanReceipt(receipt) };
}

/** The reply found on the network belongs to this action, unless another action with the same text may have sent it. */
async function claimed(workspaceId: string, action: TakenAction, found: Receipt): Promise<Outcome> {
  const rival = await findRivalAction(workspaceId, action);
  if (rival === null) return done(found);
  const error = new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'said twice, found once' });
  return rival === 'for_now' ? unknownEnd(error, action) : { state: 'unconfirmed', error };
}

/** What a failed attempt means. */
function performed(error: NetworkError, action: TakenAction): Outcome {
  switch (error.kind) {
    case 'rate_limited':
      return limited(error, action, { lookFirst: false });
    case 'unavailable':
      return notSent(error, action, { lookFirst: false });
    case 'outcome_unknown':
      return unknownEnd(error, action);
    case 'gone':
      return action.scheduledFor ? { state: 'held', reason: 'target_deleted' } : { state: 'failed', error };
    case 'unauthorized':
    case 'refused':
      return { state: 'failed', error };
    default:
      return error.kind satisfies never;
  }
}

/** What a failed look means: the earlier attempt's outcome is still unknown. */
function looked(error: NetworkError, action: TakenAction): Outcome {
  if (error.kind === 'rate_limited') return limited(error, action, { lookFirst: true });
  // A refusal would be repeated next time, and other actions are waiting.
  if (error.kind === 'refused' || error.kind === 'gone') return { state: 'unconfirmed', error };
  return unknownEnd(error, action);
}

/** The rate limit delayed this attempt, so it does not count. */
function limited(error: NetworkError, { attempts }: TakenAction, { lookFirst }: { lookFirst: boolean }): Outcome {
  return { state: 'queued', dueAt: error.retryAt ?? pause(attempts), error, lookFirst, costsAttempt: false };
}

/** This attempt changed nothing on the network. @param earlier.lookFirst whether an earlier one may have */
export function notSent(error: NetworkError, action: TakenAction, earlier: { lookFirst: boolean }): Outcome {
  if (action.attempts >= MAX_ATTEMPTS) return { state: earlier.lookFirst ? 'unconfirmed' : 'failed', error };
  return { state: 'queued', dueAt: pause(action.attempts), error, lookFirst: earlier.lookFirst, costsAttempt: true };
}

/** The effect of this attempt on the network is unknown or not recorded: the next one looks first. */
export function unknownEnd(error: NetworkError, action: TakenAction): UnknownEnd {
  if (action.attempts >= MAX_ATTEMPTS || error.kind === 'unauthorized') return { state: 'unconfirmed', error };
  return { state: 'queued', dueAt: pause(action.attempts), error, lookFirst: true, costsAttempt: true };
}

function pause(attempts: number): Date {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);
  return new Date(Date.now() + pauseMs * (0.8 + Math.random() * 0.4));
}

/** A bug in a connector leaves the outcome unknown and is logged. */
function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a connector broke its contract');
  return new NetworkError('outcome_unknown', 'unexpected_answer', { cause: error });
}
