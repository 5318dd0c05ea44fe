import type { Tx } from '#lib/db/tx.ts';
import type { ActionRequest, Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { readAllowedActions } from '#lib/items/allowed-actions/read-allowed-actions.ts';
import type { TakenAction } from './take-action.ts';

const CAPABILITY: Partial<Record<TakenAction['kind'], 'reply' | 'privateReply'>> = {
  reply: 'reply',
  private_reply: 'privateReply',
};

/**
 * Decides whether an answer may still be sent: not when its reply window closed while it waited, nor when the author
 * changed the text that it answers. An answer that may be sent learns which reply window is open.
 */
export async function checkSendable(
  tx: Tx,
  workspaceId: string,
  { action, request, connector }: { action: TakenAction; request: ActionRequest; connector: Connector },
): Promise<{ request: ActionRequest; refusal: NetworkError | null }> {
  const name = CAPABILITY[action.kind];
  if (!name) return { request, refusal: null };
  if (await isChangedSince(tx, workspaceId, action)) {
    return { request, refusal: new NetworkError('refused', 'target_changed') };
  }
  const offers = await readAllowedActions(tx, workspaceId, { itemId: action.itemId, messageIds: [action.targetId] });
  const offer = offers.get(action.targetId)?.[name];
  // The private reply that uses up the only one allowed is this action itself; a template needs no open window.
  const isAccepted =
    offer?.can || offer?.reason === 'already_used' || (action.template && offer?.reason === 'window_closed');
  if (offer && !offer.can && !isAccepted) {
    return { request, refusal: new NetworkError('refused', offer.reason) };
  }
  return {
    request: offer?.can && offer.as ? { ...request, as: offer.as } : withOnlyWindow(request, connector, name),
    refusal: null,
  };
}

/** A private reply counts itself as `already_used`, which names no window; the connector declares only one. */
function withOnlyWindow(
  request: ActionRequest,
  { capabilities }: Pick<Connector, 'capabilities'>,
  name: 'reply' | 'privateReply',
): ActionRequest {
  if (name !== 'privateReply') return request;
  const [window] = capabilities[request.itemKind]?.privateReply?.windows ?? [];
  return window ? { ...request, as: window.as } : request;
}

/** Whether the author changed the text after the answer was written, or after a member last confirmed or approved it. */
async function isChangedSince(tx: Tx, workspaceId: string, action: TakenAction): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isChanged: boolean }[]>`
    SELECT coalesce(target."textChangedAt" > greatest(a."createdAt", a."confirmedAt", p."decidedAt"), false) AS "isChanged"
    FROM "action" a JOIN "message" target ON target."workspaceId" = a."workspaceId" AND target."id" = a."targetId"
    LEFT JOIN "approval" p ON p."workspaceId" = a."workspaceId" AND p."actionId" = a."id" AND p."digest" IS NOT NULL
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${action.id}::uuid`;
  return found?.isChanged ?? false;
}
