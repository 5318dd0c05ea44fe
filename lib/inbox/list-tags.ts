import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { TagRef } from './types.ts';

/** The workspace's tags by name. */
export async function listTags(caller: Caller): Promise<TagRef[]> {
  allow(caller, 'items.read');
  return await inWorkspace(caller.workspaceId, async (tx) => {
    return await tx.tag.findMany({ select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  });
}
