import type { Tx } from '#lib/db/tx.ts';
import type { ActionRequest, Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { readOffers } from '#lib/items/allowed-actions/read-allowed-actions.ts';
import type { TakenAction } from './take-action.ts';

const CAPABILITY: Partial<Record<TakenAction['kind'], 'reply' | 'privateReply'>> = {
  reply: 'reply',
  private_reply: 'privateReply',
};

/**
 * How an answer stands at the moment it goes out: in which of the network's spans, or why it may not go out any more
 * (the span closed while it waited, the text it answers was changed by its author).
 */
export async function standing(
  tx: Tx,
  workspaceId: string,
  { action, request, connector }: { action: TakenAction; request: ActionRequest; connector: Connector },
): Promise<{ request: ActionRequest; refusal: NetworkError | null }> {
  const name = CAPABILITY[action.kind];
  if (!name) return { request, refusal: null };
  if (await isChangedSince(tx, workspaceId, action)) {
    return { request, refusal: new NetworkError('refused', 'target_changed') };
  }
  const offers = await readOffers(tx, workspaceId, { itemId: action.itemId, messageIds: [action.targetId] });
  const offer = offers.get(action.targetId)?.[name];
  // A private reply counts itself as the one that was sent.
  if (offer && !offer.can && offer.reason !== 'already_used') {
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

/** Whether the text that is answered was found changed after the answer was written, or last confirmed. */
async function isChangedSince(tx: Tx, workspaceId: string, action: TakenAction): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isChanged: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "item_history" h
      WHERE h."workspaceId" = a."workspaceId" AND h."itemId" = a."itemId" AND h."act" = 'edited_upstream'
        AND h."createdAt" > greatest(a."createdAt", (a."idempotency" ->> 'readAgainAt')::timestamptz)
        AND h."details" ->> 'messageId' = a."targetId"::text
    ) AS "isChanged"
    FROM "action" a WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${action.id}::uuid`;
  return found?.isChanged ?? false;
}
