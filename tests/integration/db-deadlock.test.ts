import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { aWorkspace, anItem } from '#tests/support/factories.ts';

test.each(['raw', 'client'] as const)('two transactions of %s statements that deadlock both succeed', async (way) => {
  const { workspaceId } = await aWorkspace();
  const [one, other] = [await anItem({ workspaceId }), await anItem({ workspaceId })];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const raise = (ids: string[], mine: PromiseWithResolvers<void>, theirs: PromiseWithResolvers<void>) =>
    inWorkspace(workspaceId, async (tx) => {
      for (const id of ids) {
        if (way === 'raw') await tx.$executeRaw`UPDATE "item" SET "version" = "version" + 1 WHERE "id" = ${id}::uuid`;
        else await tx.item.updateMany({ where: { workspaceId, id }, data: { version: { increment: 1 } } });
        mine.resolve();
        await theirs.promise;
      }
    });
  await Promise.all([raise([one.id, other.id], first, second), raise([other.id, one.id], second, first)]);
  const items = await inWorkspace(workspaceId, (tx) =>
    tx.item.findMany({ where: { workspaceId }, select: { version: true } }),
  );
  expect(items.map(({ version }) => version)).toEqual([one.version + 2, other.version + 2]);
});
