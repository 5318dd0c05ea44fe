import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { ActionRequest } from '#lib/networks/contract.ts';
import type { TakenAction } from './take-action.ts';

/** Makes the check whether a message on the network is what another action sent, as a whole or as one of its parts. */
export function otherActionsCheck(
  workspaceId: string,
  action: TakenAction,
): NonNullable<ActionRequest['belongsToOtherAction']> {
  return async (externalId) =>
    await inWorkspace(workspaceId, async (tx) => {
      const [found] = await tx.$queryRaw<{ belongsToOtherAction: boolean }[]>`
        SELECT EXISTS (
          SELECT FROM "message" m
          JOIN "action" e ON e."workspaceId" = m."workspaceId" AND e."itemId" = m."itemId" AND e."messageId" = m."id"
          WHERE m."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${action.channelId}::uuid
            AND m."externalId" = ${externalId} AND e."id" <> ${action.id}::uuid
        ) OR EXISTS (
          SELECT FROM "action" e
          WHERE e."workspaceId" = ${workspaceId}::uuid AND e."itemId" = ${action.itemId}::uuid AND e."id" <> ${action.id}::uuid
            AND ${externalId} = ANY(e."sentExternalIds")
        ) AS "belongsToOtherAction"`;
      return found?.belongsToOtherAction ?? false;
    });
}

/**
 * Looks for another answer in the same words whose end is not known yet: the message found on the network may be that
 * answer's. `for_now` while it is being sent (of two that look, the earlier goes first), else `for_good`.
 */
export async function findRivalAction(
  workspaceId: string,
  action: TakenAction,
): Promise<'for_now' | 'for_good' | null> {
  if (!action.messageId) return null;
  const [rival] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ isUnderWay: boolean }[]>`
      SELECT e."state" = 'sending' AS "isUnderWay" FROM "action" e
      JOIN "message" o ON o."workspaceId" = e."workspaceId" AND o."id" = e."messageId"
      JOIN "message" m ON m."workspaceId" = e."workspaceId" AND m."id" = ${action.messageId}::uuid AND m."text" = o."text"
      WHERE e."workspaceId" = ${workspaceId}::uuid AND e."channelId" = ${action.channelId}::uuid AND e."id" <> ${action.id}::uuid
        AND e."id" IN (
          SELECT s."id" FROM "action" s WHERE s."workspaceId" = ${workspaceId}::uuid AND s."state" = 'sending'
            AND s."leaseUntil" > clock_timestamp()
            AND (NOT s."lookFirst" OR (s."createdAt", s."id") < (${action.createdAt}, ${action.id}::uuid))
          UNION ALL
          SELECT u."id" FROM "action" u WHERE u."workspaceId" = ${workspaceId}::uuid AND u."state" = 'unconfirmed'
            AND u."itemId" = ${action.itemId}::uuid)
      ORDER BY 1 DESC LIMIT 1`,
  );
  if (!rival) return null;
  return rival.isUnderWay ? 'for_now' : 'for_good';
}
