import { z } from 'zod';
import type { Action } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ActionView } from '../types.ts';

type Shown = Pick<
  Action,
  | 'id'
  | 'itemId'
  | 'messageId'
  | 'targetId'
  | 'kind'
  | 'state'
  | 'externalId'
  | 'url'
  | 'errorKind'
  | 'errorReason'
  | 'errorDetail'
  | 'dueAt'
  | 'scheduledFor'
  | 'heldReason'
  | 'scheduleVersion'
  | 'template'
  | 'createdAt'
  | 'finishedAt'
>;

/** An action as screens and the API show it. */
export function actionView(action: Shown): ActionView {
  return {
    id: action.id,
    itemId: action.itemId,
    messageId: action.messageId,
    targetId: action.targetId,
    kind: action.kind,
    state: action.state,
    externalId: action.externalId,
    url: action.url,
    error: action.errorKind
      ? { kind: action.errorKind, reason: action.errorReason ?? 'rejected', detail: action.errorDetail }
      : null,
    dueAt: action.dueAt.toISOString(),
    schedule: action.scheduledFor
      ? { at: action.scheduledFor.toISOString(), heldReason: action.heldReason, version: action.scheduleVersion }
      : null,
    template: nameOfTemplate(action.template),
    createdAt: action.createdAt.toISOString(),
    finishedAt: action.finishedAt?.toISOString() ?? null,
  };
}

const named = z.object({ name: z.string() });

function nameOfTemplate(template: unknown): string | null {
  return named.safeParse(template).data?.name ?? null;
}

/** @throws Refusal `not_found` */
export async function findAction(tx: Tx, workspaceId: string, actionId: string): Promise<Action> {
  const action = await tx.action.findUnique({ where: { workspaceId_id: { workspaceId, id: uuid(actionId) } } });
  if (!action) throw new Refusal('not_found');
  return action;
}
