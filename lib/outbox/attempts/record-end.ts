import { setTimeout as sleep } from 'node:timers/promises';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { unknownEnd } from './attempt.ts';
import { actionData, finishAction, flagItem, type Outcome } from './finish-action.ts';
import { storeReceipt } from './save-progress.ts';
import { nextInLine } from './next-in-line.ts';
import { bumpItem, type TakenAction } from './take-action.ts';

/** Pauses between retries while the database is unavailable: only this process knows the network's answer. */
const PAUSES_MS = [0, 300, 1_000, 2_000, 4_000, 8_000, 15_000];
/** After this many tries the outcome is written alone, without its consequences. */
const WHOLE_TRIES = 2;

type Recorded = { isOurs: boolean; state: Outcome['state']; next: { id: string; dueAt: Date } | null };

/**
 * Records an attempt's outcome with all its consequences. If that fails, it records the outcome alone: a sent reply is
 * stored with its receipt, so that it is never sent again, and completed later.
 * @throws when not even that could be written
 */
export async function recordEnd(workspaceId: string, action: TakenAction, outcome: Outcome): Promise<Recorded> {
  let broken: unknown;
  for (const [tries, pauseMs] of PAUSES_MS.entries()) {
    await sleep(pauseMs);
    try {
      return await recordWhole(workspaceId, action, outcome);
    } catch (error) {
      broken = error;
      log.error(
        { actionId: action.id, error: error instanceof Error ? error.stack : String(error) },
        'end not written',
      );
    }
    if (tries + 1 < WHOLE_TRIES) continue;
    const recorded = await recordAlone(workspaceId, action, outcome).catch(() => null);
    if (recorded) return recorded;
  }
  throw broken;
}

async function recordWhole(workspaceId: string, action: TakenAction, outcome: Outcome): Promise<Recorded> {
  return await inWorkspace(workspaceId, async (tx) => {
    if ('error' in outcome && outcome.error?.kind === 'unauthorized') {
      await markReconnect(tx, workspaceId, action.channelId, outcome.error);
    }
    return {
      isOurs: await finishAction(tx, workspaceId, action, outcome),
      state: outcome.state,
      next: await nextInLine(tx, workspaceId, action),
    };
  });
}

async function recordAlone(workspaceId: string, action: TakenAction, outcome: Outcome): Promise<Recorded> {
  // A sent reply must be recorded as sent; until then its outcome counts as unknown.
  const alone = outcome.state === 'done' ? unknownEnd(notRecorded(), action) : outcome;
  const isOurs = await inWorkspace(workspaceId, async (tx) => {
    if (outcome.state === 'done') await storeReceipt(tx, workspaceId, action, outcome.receipt);
    const { count } = await tx.action.updateMany({
      where: { workspaceId, id: action.id, state: 'sending', attemptId: action.attemptId },
      data: actionData(action, alone),
    });
    return count === 1;
  });
  if (isOurs) await show(workspaceId, action, alone.state);
  return { isOurs, state: alone.state, next: null };
}

function notRecorded(): NetworkError {
  return new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'done, and not recorded' });
}

/** Shows the end on the item. The error that stopped the recording may stop this too: the action's row has the end. */
async function show(workspaceId: string, action: TakenAction, state: Exclude<Outcome['state'], 'done'>) {
  const { itemId } = action;
  await inWorkspace(workspaceId, (tx) =>
    state === 'queued' || state === 'awaiting_approval' || state === 'held'
      ? bumpItem(tx, workspaceId, itemId)
      : flagItem(tx, workspaceId, action, { state, error: null, isRecorded: false }),
  ).catch((error: unknown) => log.error({ itemId, error: String(error) }, 'the end is not shown on the item'));
}
