import { expect, test } from 'vitest';
import { addNote } from '#lib/items/notes/add-note.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

test('members who note, tag and claim one item at the same time all succeed', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const members = await Promise.all(Array.from({ length: 8 }, () => aMember({ workspaceId })));
  for (let round = 0; round < 10; round += 1) {
    const { id: itemId } = await anItem({ workspaceId });
    await Promise.all([
      ...members.map((member, at) => addNote(member, { itemId, text: `Note ${at}` })),
      ...members.map((member, at) => tagItem(member, { itemId, add: [`tag ${at}`] })),
      claimItem(admin, { itemId }),
    ]);
    const { notes, item } = await getItem(admin, { itemId });
    expect(notes).toHaveLength(members.length);
    expect(item.tags).toHaveLength(members.length);
    expect(item.owner?.id).toBe(admin.memberId);
  }
});
