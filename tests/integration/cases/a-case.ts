import type { Caller } from '#lib/caller.ts';
import { addToCase } from '#lib/items/cases/add-to-case.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import type { CaseView } from '#lib/items/cases/types.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';

/** A workspace with a lead, two members and some items, each with a message. */
export async function someItems(count: number) {
  const { workspaceId, admin } = await aWorkspace();
  const [lead, léa, hugo] = [
    await aMember({ workspaceId, role: 'lead' }),
    await aMember({ workspaceId }),
    await aMember({ workspaceId }),
  ];
  const itemIds: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const item = await anItem({ workspaceId });
    await aMessage({ workspaceId, itemId: item.id });
    itemIds.push(item.id);
  }
  return { workspaceId, admin, lead, léa, hugo, itemIds };
}

export async function aCase(caller: Caller, itemIds: readonly string[], title = 'Colis perdu'): Promise<CaseView> {
  const opened = await openCase(caller, { itemIds, title });
  if (!opened.case) throw new Error('the case that was opened has no item');
  return opened.case;
}

export const detailOf = async (caller: Caller, itemId: string) => await getItem(caller, { itemId });
export const caseIdOf = async (caller: Caller, itemId: string) =>
  (await detailOf(caller, itemId)).item.case?.id ?? null;
export const actsOf = async (caller: Caller, itemId: string) =>
  (await detailOf(caller, itemId)).history.map(({ act }) => act);
export const idsIn = (found: CaseView | null) => found?.items.map(({ id }) => id) ?? [];
export const add = async (caller: Caller, caseId: string, ...itemIds: string[]) =>
  await addToCase(caller, { caseId, itemIds });
