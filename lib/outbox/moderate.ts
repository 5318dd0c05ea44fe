import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { env } from '#lib/env.ts';
import type { CapabilityName } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView } from '#lib/items/detail/action-view.ts';
import { refuseUnlessAllowed } from '#lib/items/allowed-actions/refuse-unless-allowed.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { lockItem } from './attempts/lock-item.ts';
import { outboxJobs } from './jobs.ts';
import type { ActionView } from '#lib/items/types.ts';

export const moderations = [
  'hide',
  'unhide',
  'delete',
  'like',
  'unlike',
  'block',
  'unblock',
  'mute',
  'unmute',
] as const;
export type Moderation = (typeof moderations)[number];

/** The capability that each moderation needs. */
const CAPABILITY = {
  hide: 'hide',
  unhide: 'hide',
  delete: 'delete',
  like: 'like',
  unlike: 'like',
  block: 'block',
  unblock: 'block',
  mute: 'mute',
  unmute: 'mute',
} as const satisfies Record<Moderation, CapabilityName>;

/** The moderation that each one undoes. */
const OPPOSITE = { unhide: 'hide', unlike: 'like', unblock: 'block', unmute: 'mute' } as const;

type Input = { messageId: string; kind: Moderation };
type Queued = { action: ActionView };

/**
 * Asks the network to hide, delete, like or block. A deletion waits the undo seconds; the others can be taken back.
 * @throws Refusal `not_found`; `not_offered` where the network cannot, `network_forbids` (`reason`) where it does not here; `target_gone`; `channel_unavailable`
 */
export const moderate = defineAct('messages.moderate', async (caller, { messageId, kind }: Input): Promise<Queued> => {
  const delayMs = kind === 'delete' ? env().PARVIS_UNDO_SECONDS * 1000 : 0;
  const action = await asMember(caller, async (tx) => {
    const target = await tx.message.findUnique({
      where: { workspaceId_id: { workspaceId: caller.workspaceId, id: uuid(messageId) } },
      select: { id: true, itemId: true, direction: true, externalId: true, deletedAt: true },
    });
    if (!target) throw new Refusal('not_found');
    const item = await lockItem(tx, caller, target.itemId);
    const connector = connectorOf(item.network);
    if (!connector) throw new Refusal('not_offered', { kind });
    if (target.deletedAt || target.externalId === null) throw new Refusal('target_gone');
    const name = CAPABILITY[kind];
    await refuseUnlessAllowed(tx, caller.workspaceId, { itemId: item.id, messageId: target.id, name });
    if (item.channelStatus !== 'connected') throw new Refusal('channel_unavailable', { reason: item.channelStatus });
    const created = await tx.action.create({
      data: {
        workspaceId: caller.workspaceId,
        itemId: item.id,
        channelId: item.channelId,
        kind,
        targetId: target.id,
        memberId: caller.memberId,
        networkKeys: connector.prepare(kind),
        undoOfId: await findUndone(tx, caller, target.id, kind),
        dueAt: new Date(Date.now() + delayMs),
      },
    });
    await changeItems(tx, caller, [item.id], {
      event: 'action_requested',
      details: { actionId: created.id, kind, messageId: target.id },
    });
    return actionView(created);
  });
  announce(caller.workspaceId);
  await enqueue(outboxJobs.sendAction, { workspaceId: caller.workspaceId, actionId: action.id }, { delayMs });
  return { action };
});

/** The latest action that this one takes back, as an unlike takes back a like. */
async function findUndone(tx: Tx, caller: Caller, targetId: string, kind: Moderation): Promise<string | null> {
  if (!(kind in OPPOSITE)) return null;
  const done = await tx.action.findFirst({
    where: {
      workspaceId: caller.workspaceId,
      targetId,
      // `kind in OPPOSITE` holds here.
      kind: OPPOSITE[kind as keyof typeof OPPOSITE],
      state: 'done',
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  return done?.id ?? null;
}
