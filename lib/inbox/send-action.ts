import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import type { ActionRequest, Receipt } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { actionRequest } from './sending/action-request.ts';
import { standing } from './sending/standing.ts';
import { finishAction, type Outcome } from './sending/finish-action.ts';
import { nextInLine } from './sending/next-in-line.ts';
import { takeAction, type TakenAction } from './sending/take-action.ts';

/** After how many attempts a reply is given up as failed, or an unknown end as unconfirmed. */
const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Asks the network to do one action, at most once. Safe to call at any time and by any number of workers: the row
 * lets one in. Whatever the network answers ends in the row; nothing is thrown for it.
 */
export async function sendAction({ workspaceId, actionId }: { workspaceId: string; actionId: string }): Promise<void> {
  const leaseMs = env().PARVIS_LEASE_SECONDS * 1000;
  // Shorter than the lease, so that no call outlives its right to be made.
  const signal = AbortSignal.timeout(leaseMs * 0.75);
  const taken = await inWorkspace(workspaceId, async (tx) => {
    const action = await takeAction(tx, { workspaceId, actionId, leaseMs });
    if (!action) return null;
    const channel = await openChannel(tx, { workspaceId, channelId: action.channelId }, signal);
    const request = await actionRequest(tx, workspaceId, action);
    return { action, channel, ...(await standing(tx, workspaceId, action, request)) };
  });
  if (!taken) return;
  announce(workspaceId);
  const { action, channel, request, refusal } = taken;
  const outcome: Outcome = channel
    ? await attempt(channel, action, request, refusal)
    : { state: 'failed', error: new NetworkError('unauthorized', 'bad_credentials') };
  const { isOurs, next } = await inWorkspace(workspaceId, async (tx) => {
    if (outcome.state !== 'done' && outcome.error?.kind === 'unauthorized') {
      await markReconnect(tx, workspaceId, action.channelId, outcome.error);
    }
    return {
      isOurs: await finishAction(tx, workspaceId, action, outcome),
      next: await nextInLine(tx, workspaceId, action),
    };
  });
  log.info({ actionId, kind: action.kind, attempt: action.attempts, state: outcome.state, isOurs }, 'action');
  announce(workspaceId);
  if (next) {
    const delayMs = Math.max(0, next.dueAt.getTime() - Date.now());
    await enqueue('send-action', { workspaceId, actionId: next.id }, { delayMs });
  }
}

async function attempt(
  { connector, context }: OpenChannel,
  action: TakenAction,
  request: ActionRequest,
  refusal: NetworkError | null,
): Promise<Outcome> {
  try {
    if (action.lookFirst) {
      const found = await connector.findPerformed(context, request);
      if (found === 'unknown') return { state: 'unconfirmed', error: null };
      if (found) return done(found);
    }
  } catch (error) {
    return await looked(asNetworkError(error), action);
  }
  if (refusal) return { state: 'failed', error: refusal };
  try {
    return done(await connector.perform(context, request));
  } catch (error) {
    return performed(asNetworkError(error), action);
  }
}

function done(receipt: Receipt): Outcome {
  return { state: 'done', receipt };
}

/** What a failed attempt means. */
function performed(error: NetworkError, action: TakenAction): Outcome {
  switch (error.kind) {
    case 'rate_limited':
      return {
        state: 'queued',
        dueAt: error.retryAt ?? pause(action.attempts),
        error,
        lookFirst: false,
        costsAttempt: false,
      };
    case 'unavailable':
      if (action.attempts >= MAX_ATTEMPTS) return { state: 'failed', error };
      return { state: 'queued', dueAt: pause(action.attempts), error, lookFirst: false, costsAttempt: true };
    case 'outcome_unknown':
      return unknown(error, action);
    case 'unauthorized':
    case 'refused':
    case 'gone':
      return { state: 'failed', error };
    default:
      return error.kind satisfies never;
  }
}

/** What it means that the look itself failed: the earlier attempt's end is as unknown as before. */
async function looked(error: NetworkError, action: TakenAction): Promise<Outcome> {
  if (error.kind === 'rate_limited') {
    return {
      state: 'queued',
      dueAt: error.retryAt ?? pause(action.attempts),
      error,
      lookFirst: true,
      costsAttempt: false,
    };
  }
  // What the network refuses or no longer has it will say the same of the next time; others wait behind this one.
  if (error.kind === 'refused' || error.kind === 'gone') return { state: 'unconfirmed', error };
  return unknown(error, action);
}

function unknown(error: NetworkError, action: TakenAction): Outcome {
  if (action.attempts >= MAX_ATTEMPTS || error.kind === 'unauthorized') return { state: 'unconfirmed', error };
  return { state: 'queued', dueAt: pause(action.attempts), error, lookFirst: true, costsAttempt: true };
}

function pause(attempts: number): Date {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);
  return new Date(Date.now() + pauseMs * (0.8 + Math.random() * 0.4));
}

/** A bug of ours in a connector leaves the end unknown, and must be seen. */
function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a connector broke its contract');
  return new NetworkError('outcome_unknown', 'unexpected_answer', { cause: error });
}
