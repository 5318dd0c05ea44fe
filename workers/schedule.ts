import { deleteExpired } from '#lib/users/sessions/delete-expired.ts';
import { pruneIdempotencyKeys } from '#lib/api/idempotency.ts';
import { findDueChecks } from '#lib/channels/check/begin-check.ts';
import { findDueAccessChecks } from '#lib/channels/credentials/check-credentials.ts';
import { findDueRenewals } from '#lib/channels/credentials/renew-ahead.ts';
import { findUnreportedLosses } from '#lib/channels/credentials/email-admins-of-loss.ts';
import { dropOldAttempts } from '#lib/channels/connecting/drop-old-attempts.ts';
import { deleteOldDeliveries } from '#lib/sync/deliveries/delete-old-deliveries.ts';
import { findWaitingDeliveries } from '#lib/sync/deliveries/find-waiting.ts';
import { runExports } from '#lib/clients/export/run-exports.ts';
import { eraseDueWorkspaces } from '#lib/clients/erase/erase-due-workspaces.ts';
import { enforceRetention } from '#lib/erasure/enforce-retention.ts';
import { performContactErasures } from '#lib/erasure/contacts/perform-contact-erasures.ts';
import { performErasures } from '#lib/erasure/perform-erasures.ts';
import { findDueRechecks } from '#lib/erasure/recheck-due.ts';
import { findDueChannels } from '#lib/sync/find-due-channels.ts';
import { findFillableGaps } from '#lib/sync/fill-gap.ts';
import { findUnfinishedBackfills } from '#lib/sync/find-unfinished-backfills.ts';
import { detectSilentChannels } from '#lib/sync/detect-silent-channels.ts';
import { detectLanguages, workspacesWithoutLanguages } from '#lib/ingest/detect-languages.ts';
import { bulkJobs } from '#lib/items/bulk/jobs.ts';
import { findWaitingBulk } from '#lib/items/bulk/run-bulk.ts';
import { foldCounters } from '#lib/items/counters/fold-counters.ts';
import { learnWords, workspacesWithNewWords } from '#lib/search/learn-words.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { remindOfPromises } from '#lib/items/promises/remind-of-promises.ts';
import { planDeliveries } from '#lib/notifications/delivery/plan-deliveries.ts';
import { sendMails } from '#lib/notifications/delivery/send-mails.ts';
import { sendPushes } from '#lib/notifications/delivery/send-pushes.ts';
import { notifyOfClosingWindows } from '#lib/notifications/notify-of-closing-windows.ts';
import { pruneNotifications } from '#lib/notifications/prune-notifications.ts';
import { routeDueWorkspaces } from '#lib/routing/route-due-workspaces.ts';
import { deleteLeftovers } from '#lib/erasure/delete-leftovers.ts';
import { escalateApprovals } from '#lib/outbox/approval/escalate-approvals.ts';
import { findOverdueActions } from '#lib/outbox/find-overdue-actions.ts';
import { holdChangedReplies } from '#lib/outbox/scheduled/hold-changed-replies.ts';
import { outboxJobs } from '#lib/outbox/jobs.ts';
import { erasureJobs } from '#lib/erasure/jobs.ts';
import { channelJobs } from '#lib/channels/jobs.ts';
import { syncJobs } from '#lib/sync/jobs.ts';
import { log } from '#lib/log.ts';
import { remindOfFiles } from '#lib/items/files/keep-files.ts';
import { sweepMedia } from '#lib/media/sweep-media.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { recordHeartbeat } from '#lib/queue/worker-heartbeat.ts';
import { pruneQuotaUse } from '#lib/quotas/take-flow.ts';
import { pruneRealtime } from '#lib/realtime/prune-realtime.ts';
import { pruneStreams } from '#lib/realtime/stream-leases.ts';
import { sealAudit } from '#lib/workspaces/audit/seal-audit.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type RecurringTask = { name: string; everyMs: number; run: () => Promise<unknown> };

/**
 * What every worker does again and again. Each task finds its work in Postgres and may run in any number of workers
 * at once; none depends on the queue's store, which may be wiped at any moment.
 */
function recurringTasks(workerId: string): RecurringTask[] {
  return [
    { name: 'heartbeat', everyMs: 5 * SECOND, run: () => recordHeartbeat(workerId) },
    { name: 'remind of due channels', everyMs: SECOND, run: remindOfDueChannels },
    { name: 'remind of overdue actions', everyMs: 2 * SECOND, run: remindOfOverdueActions },
    { name: 'remind of bulk acts', everyMs: 2 * SECOND, run: remindOfBulkActs },
    { name: 'remind of waiting deliveries', everyMs: 2 * SECOND, run: remindOfWaitingDeliveries },
    { name: 'remind of histories', everyMs: 5 * SECOND, run: remindOfHistories },
    { name: 'remind of gaps', everyMs: 30 * SECOND, run: remindOfGaps },
    { name: 'remind of rechecks', everyMs: 5 * MINUTE, run: remindOfRechecks },
    { name: 'perform erasures', everyMs: 30 * SECOND, run: performErasures },
    { name: 'perform erasures of contacts', everyMs: 30 * SECOND, run: performContactErasures },
    { name: 'erase workspaces', everyMs: MINUTE, run: eraseDueWorkspaces },
    { name: 'write exports', everyMs: 5 * SECOND, run: runExports },
    { name: 'enforce terms', everyMs: 5 * MINUTE, run: enforceRetention },
    { name: 'remind of files', everyMs: 30 * SECOND, run: remindOfFiles },
    { name: 'sweep media', everyMs: MINUTE, run: () => sweepMedia() },
    { name: 'find silent channels', everyMs: 10 * MINUTE, run: detectSilentChannels },
    { name: 'drop old deliveries', everyMs: 60 * MINUTE, run: deleteOldDeliveries },
    { name: 'renew credentials ahead', everyMs: 10 * SECOND, run: remindOfRenewals },
    { name: 'check credentials', everyMs: 30 * SECOND, run: remindOfAccessChecks },
    { name: 'check channels', everyMs: 10 * SECOND, run: remindOfChecks },
    { name: 'email admins of lost channels', everyMs: 10 * SECOND, run: remindOfLosses },
    { name: 'drop old sign-ins', everyMs: 10 * MINUTE, run: dropOldAttempts },
    { name: 'fold counters', everyMs: SECOND, run: foldCounters },
    { name: 'wake snoozed items', everyMs: 5 * SECOND, run: wakeSnoozedItems },
    { name: 'remind of promises', everyMs: 10 * SECOND, run: remindOfPromises },
    { name: 'release lapsed claims', everyMs: 15 * SECOND, run: releaseLapsedClaims },
    { name: 'hold changed replies', everyMs: 10 * SECOND, run: holdChangedReplies },
    { name: 'escalate approvals', everyMs: MINUTE, run: () => escalateApprovals() },
    { name: 'distribute items', everyMs: SECOND, run: () => routeDueWorkspaces() },
    { name: 'learn words', everyMs: 30 * SECOND, run: learnNewWords },
    { name: 'detect languages', everyMs: 30 * SECOND, run: detectMissingLanguages },
    { name: 'notify of closing windows', everyMs: MINUTE, run: notifyOfClosingWindows },
    { name: 'plan deliveries', everyMs: 5 * SECOND, run: () => planDeliveries() },
    { name: 'email notifications', everyMs: 10 * SECOND, run: () => sendMails() },
    { name: 'push notifications', everyMs: 2 * SECOND, run: () => sendPushes() },
    { name: 'prune notifications', everyMs: 60 * MINUTE, run: pruneNotifications },
    { name: 'seal audit log', everyMs: 5 * SECOND, run: sealAudit },
    { name: 'prune live events', everyMs: 10 * MINUTE, run: pruneRealtime },
    { name: 'prune streams', everyMs: 10 * MINUTE, run: pruneStreams },
    { name: 'prune quota use', everyMs: 60 * MINUTE, run: pruneQuotaUse },
    { name: 'prune answers', everyMs: 60 * MINUTE, run: pruneIdempotencyKeys },
    { name: 'forget expired sessions', everyMs: 60 * MINUTE, run: deleteExpired },
    { name: 'drop leftovers', everyMs: 60 * MINUTE, run: deleteLeftovers },
  ];
}

const BATCH = 200;
const GRACE_MS = 3 * SECOND;
/** About as many as the workers read in that time; the others are found again. */
const HISTORIES = 6;

async function learnNewWords(): Promise<void> {
  for (const workspaceId of await workspacesWithNewWords()) await learnWords(workspaceId);
}

async function detectMissingLanguages(): Promise<void> {
  for (const workspaceId of await workspacesWithoutLanguages()) await detectLanguages(workspaceId);
}

async function remindOfDueChannels(): Promise<void> {
  for (const channel of await findDueChannels(BATCH)) await enqueue(channelJobs.pullChannel, channel);
}

async function remindOfWaitingDeliveries(): Promise<void> {
  for (const channel of await findWaitingDeliveries(BATCH, GRACE_MS))
    await enqueue(syncJobs.processDeliveries, channel);
}

async function remindOfHistories(): Promise<void> {
  for (const channel of await findUnfinishedBackfills(HISTORIES)) await enqueue(syncJobs.pullHistory, channel);
}

async function remindOfGaps(): Promise<void> {
  for (const gap of await findFillableGaps(BATCH)) await enqueue(syncJobs.fillGap, gap);
}

async function remindOfRechecks(): Promise<void> {
  for (const channel of await findDueRechecks()) await enqueue(erasureJobs.recheckMessages, channel);
}

async function remindOfRenewals(): Promise<void> {
  for (const channel of await findDueRenewals(BATCH)) await enqueue(channelJobs.renewCredentials, channel);
}

async function remindOfAccessChecks(): Promise<void> {
  for (const channel of await findDueAccessChecks(BATCH)) await enqueue(channelJobs.checkCredentials, channel);
}

async function remindOfChecks(): Promise<void> {
  for (const channel of await findDueChecks(BATCH)) await enqueue(channelJobs.checkChannel, channel);
}

async function remindOfLosses(): Promise<void> {
  for (const channel of await findUnreportedLosses(BATCH)) await enqueue(channelJobs.emailAdminsOfLoss, channel);
}

async function remindOfBulkActs(): Promise<void> {
  for (const job of await findWaitingBulk(BATCH)) await enqueue(bulkJobs.runBulk, job);
}

async function remindOfOverdueActions(): Promise<void> {
  for (const action of await findOverdueActions(BATCH, GRACE_MS)) await enqueue(outboxJobs.sendAction, action);
}

/**
 * Starts the recurring tasks. One never overlaps itself; one that fails is logged and tried again at its next turn.
 * @returns stops them and waits for those under way
 */
export function startRecurringTasks(workerId: string): () => Promise<void> {
  let isStopping = false;
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();

  function plan(task: RecurringTask, afterMs: number): void {
    if (isStopping) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const running = runOnce(task).finally(() => {
        underWay.delete(running);
        plan(task, task.everyMs);
      });
      underWay.add(running);
    }, afterMs);
    timers.add(timer);
  }

  for (const task of recurringTasks(workerId)) plan(task, 0);
  return async () => {
    isStopping = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(underWay);
  };
}

async function runOnce({ name, run }: RecurringTask): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.warn({ task: name, error: error instanceof Error ? error.message : String(error) }, 'recurring task failed');
  }
}
