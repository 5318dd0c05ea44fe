import type { Tx } from '#lib/db/client.ts';
import type { ActionRequest, CapabilityName } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { readOffers } from '#lib/items/allowed-actions/read-allowed-actions.ts';
import type { TakenAction } from './take-action.ts';

const CAPABILITY: Partial<Record<TakenAction['kind'], CapabilityName>> = {
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
  action: TakenAction,
  request: ActionRequest,
): Promise<{ request: ActionRequest; refusal: NetworkError | null }> {
  const name = CAPABILITY[action.kind];
  if (!name) return { request, refusal: null };
  if (await isChangedSince(tx, workspaceId, action)) {
    return { request, refusal: new NetworkError('refused', 'target_changed') };
  }
  const offers = await readOffers(tx, workspaceId, { itemId: action.itemId, messageIds: [action.targetId] });
  const offer = offers.get(action.targetId)?.[name];
  // The private reply that uses up the only one allowed is this action itself.
  if (offer && !offer.can && offer.reason !== 'already_used') {
    return { request, refusal: new NetworkError('refused', offer.reason) };
  }
  return {
    request: offer?.can && offer.as ? { ...request, as: offer.as } : withOnlyWindow(request, name),
    refusal: null,
  };
}

/** A private reply that is refused because of itself (`already_used`) has one reply window. */
function withOnlyWindow(request: ActionRequest, name: CapabilityName): ActionRequest {
  return name === 'privateReply' ? { ...request, as: 'response' } : request;
}

/** Whether the author changed the text after the answer was written, or after a member last confirmed it. */
async function isChangedSince(tx: Tx, workspaceId: string, action: TakenAction): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isChanged: boolean }[]>`
    SELECT coalesce(target."textChangedAt" > greatest(a."createdAt", a."confirmedAt"), false) AS "isChanged"
    FROM "action" a JOIN "message" target ON target."workspaceId" = a."workspaceId" AND target."id" = a."targetId"
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${action.id}::uuid`;
  return found?.isChanged ?? false;
}
