import { z } from 'zod';
import { publicMediaUrl } from '#lib/channels/public-media-url.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ActionRequest } from '#lib/networks/contract.ts';
import { progressWriter } from './save-progress.ts';
import { otherActionsCheck } from './find-rival-action.ts';
import type { TakenAction } from './take-action.ts';

const strings = z.record(z.string(), z.string());
const filledTemplate = z.object({ id: z.string(), name: z.string(), language: z.string(), values: strings });

/** Reads everything that the connector needs to perform an action. */
export async function actionRequest(tx: Tx, workspaceId: string, action: TakenAction): Promise<ActionRequest> {
  const target = await tx.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: action.targetId } },
    select: {
      externalId: true,
      reference: true,
      identity: { select: { externalId: true } },
      parentExternalId: true,
      item: { select: { kind: true, threadExternalId: true, post: { select: { externalId: true } } } },
    },
  });
  const message = action.messageId
    ? await tx.message.findUnique({
        where: { workspaceId_id: { workspaceId, id: action.messageId } },
        select: { text: true, createdAt: true, attachments: { orderBy: { position: 'asc' } } },
      })
    : null;
  const undoOf = action.undoOfId
    ? await tx.action.findUnique({
        where: { workspaceId_id: { workspaceId, id: action.undoOfId } },
        select: { undo: true },
      })
    : null;
  const progress = strings.parse(action.progress);
  return {
    kind: action.kind,
    itemKind: target.item.kind,
    keys: strings.parse(action.networkKeys),
    progress,
    target: {
      externalId: target.externalId ?? '',
      threadExternalId: target.item.threadExternalId,
      authorExternalId: target.identity?.externalId ?? '',
      ...(target.item.post ? { postExternalId: target.item.post.externalId } : {}),
      ...(target.parentExternalId === null ? {} : { parentExternalId: target.parentExternalId }),
      reference: strings.parse(target.reference),
      ...(undoOf?.undo ? { undo: strings.parse(undoOf.undo) } : {}),
    },
    text: message?.text ?? '',
    ...(action.template ? { template: filledTemplate.parse(action.template) } : {}),
    attachments: (message?.attachments ?? []).flatMap(({ id, bytes, mimeType, altText, width, height }) =>
      bytes && mimeType
        ? [
            {
              bytes,
              mimeType,
              altText,
              publicUrl: publicMediaUrl(workspaceId, id),
              ...(width === null ? {} : { width }),
              ...(height === null ? {} : { height }),
            },
          ]
        : [],
    ),
    // That of a scheduled reply is when it left.
    requestedAt: message?.createdAt ?? action.createdAt,
    belongsToOtherAction: otherActionsCheck(workspaceId, action),
    // A member who sends an unconfirmed reply again may have overlooked it on the network.
    ...(action.lookFirst || action.confirmedAt === null ? { isNotSent: true } : {}),
    saveProgress: progressWriter(workspaceId, action, progress),
  };
}
