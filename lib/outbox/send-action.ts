import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import type { ActionRequest } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { actionRequest } from './attempts/action-request.ts';
import { attemptAction, MAX_ATTEMPTS, notSent } from './attempts/attempt.ts';
import type { Outcome } from './attempts/finish-action.ts';
import { storedReceipt } from './attempts/save-progress.ts';
import { recordEnd } from './attempts/record-end.ts';
import { checkSendable } from './attempts/check-sendable.ts';
import { takeAction, type TakenAction } from './attempts/take-action.ts';
import { outboxJobs } from './jobs.ts';

/**
 * Performs one action on the network, at most once. Safe to call at any time and by any number of workers: the row admits
 * one. The network's answer and our own errors are written to the row; it throws only when the database is unavailable for
 * long.
 */
export async function sendAction({ workspaceId, actionId }: { workspaceId: string; actionId: string }): Promise<void> {
  const leaseMs = env().PARVIS_LEASE_SECONDS * 1000;
  // Shorter than the lease, so that no call outlasts it.
  const signal = AbortSignal.timeout(leaseMs * 0.75);
  // Committed first, so that an attempt that crashes still counts.
  const take = (isShown: boolean) =>
    inWorkspace(workspaceId, (tx) => takeAction(tx, { workspaceId, actionId, leaseMs, isShown }));
  const action = await take(true).catch((error: unknown) => {
    log.error({ actionId, error: error instanceof Error ? error.stack : String(error) }, 'taken without being shown');
    return take(false);
  });
  if (!action) return;
  announce(workspaceId);
  const outcome = await outcomeOf(workspaceId, action, signal);
  const { isOurs, state, next } = await recordEnd(workspaceId, action, outcome);
  log.info({ actionId, kind: action.kind, attempt: action.attempts, state, isOurs }, 'action');
  announce(workspaceId);
  if (next) {
    const delayMs = Math.max(0, next.dueAt.getTime() - Date.now());
    await enqueue(outboxJobs.sendAction, { workspaceId, actionId: next.id }, { delayMs });
  }
}

async function outcomeOf(workspaceId: string, action: TakenAction, signal: AbortSignal): Promise<Outcome> {
  // It was performed, and only the record of it is missing.
  const receipt = storedReceipt(action);
  if (receipt) return { state: 'done', receipt };
  if (action.attempts > MAX_ATTEMPTS) {
    const error = new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'no attempt came to an end' });
    return { state: action.lookFirst ? 'unconfirmed' : 'failed', error };
  }
  let prepared: Prepared | null;
  try {
    prepared = await prepare(workspaceId, action, signal);
  } catch (error) {
    log.error({ actionId: action.id, error: error instanceof Error ? error.stack : String(error) }, 'not prepared');
    return notSent(new NetworkError('unavailable', 'unexpected_answer', { cause: error }), action, action);
  }
  if (prepared) return await attemptAction(prepared.channel, action, { workspaceId, ...prepared });
  return { state: 'failed', error: new NetworkError('unauthorized', 'bad_credentials') };
}

type Prepared = { channel: OpenChannel; request: ActionRequest; refusal: NetworkError | null };

/** @returns null when the channel has no readable credentials */
async function prepare(workspaceId: string, action: TakenAction, signal: AbortSignal): Promise<Prepared | null> {
  return await inWorkspace(workspaceId, async (tx) => {
    const channel = await openChannel(tx, { workspaceId, channelId: action.channelId }, signal);
    if (!channel) return null;
    const request = await actionRequest(tx, workspaceId, action);
    return { channel, ...(await checkSendable(tx, workspaceId, { action, request, connector: channel.connector })) };
  });
}
