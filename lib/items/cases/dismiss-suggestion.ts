import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItems } from '../change/change-items.ts';
import { openCase } from './open-case.ts';

type Input = { itemId: string; otherId: string };

/**
 * Says that two items do not belong together: neither is suggested for the other again, to nobody. Said twice, nothing changes.
 * They can still be put into one case.
 * @throws Refusal `not_found`; `invalid` for an item with itself
 */
export const dismissCaseSuggestion = defineAct(
  openCase.permission,
  async (caller, { itemId, otherId }: Input): Promise<void> => {
    const { workspaceId, memberId } = caller;
    const [one, other] = [uuid(itemId), uuid(otherId)].sort();
    if (!one || !other || one === other) throw new Refusal('invalid', { field: 'otherId' });
    await asMember(caller, async (tx) => {
      const seen = await tx.item.count({ where: { id: { in: [one, other] } } });
      if (seen < 2) throw new Refusal('not_found');
      const { count } = await tx.caseDismissal.createMany({
        data: [{ workspaceId, itemId: one, otherId: other, memberId }],
        skipDuplicates: true,
      });
      // Colleagues who have one of them open no longer see the suggestion.
      if (count > 0) await changeItems(tx, caller, [one, other], { event: 'case_touched' });
    });
    announce(workspaceId);
  },
);
