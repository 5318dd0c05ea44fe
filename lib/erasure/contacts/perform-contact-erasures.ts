import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { eraseMessages, ERASED_NAME } from '#lib/items/erase-messages.ts';
import { forgetContacts } from '#lib/items/contacts/forget-contacts.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { announce } from '#lib/realtime/announce.ts';
import { deleteStaleMedia } from '#lib/media/sweep-media.ts';
import { erasePerson } from '../erase-person.ts';

/** Messages that one transaction erases. */
const CHUNK = 500;

/** Finishes erasures of contacts that were interrupted. Running it twice, or in two workers, does no harm. */
export async function performContactErasures(): Promise<void> {
  const due = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string; id: string }[]>`
      SELECT "workspaceId"::text, "id"::text FROM "contact_erasure" WHERE "doneAt" IS NULL ORDER BY "requestedAt" LIMIT 50`,
  );
  for (const { workspaceId, id } of due) await performContactErasure(workspaceId, id);
}

export async function performContactErasure(workspaceId: string, id: string): Promise<void> {
  const erasure = await inWorkspace(workspaceId, (tx) =>
    tx.contactErasure.findFirst({ where: { id, doneAt: null }, select: { contactIds: true } }),
  );
  if (!erasure) return;
  const { contactIds } = erasure;
  const identities = await inWorkspace(workspaceId, (tx) =>
    tx.identity.findMany({
      where: { workspaceId, contactId: { in: contactIds } },
      select: { network: true, externalId: true },
    }),
  );
  for (const [network, of] of Map.groupBy(identities, (identity) => identity.network)) {
    await erasePerson(workspaceId, { network, externalIds: of.map(({ externalId }) => externalId) });
  }
  await erasePrivateMessages(workspaceId, contactIds);
  await inWorkspace(workspaceId, async (tx) => {
    await forgetContacts(tx, workspaceId, contactIds);
    await eraseNames(tx, workspaceId, contactIds);
    await tx.contactErasure.updateMany({ where: { id, doneAt: null }, data: { doneAt: new Date() } });
    await emitWorkspaceChanged(tx, workspaceId);
  });
  await deleteStaleMedia(workspaceId);
  announce(workspaceId);
}

/** What was written to the person in private speaks of them, too. */
async function erasePrivateMessages(workspaceId: string, contactIds: readonly string[]): Promise<void> {
  for (;;) {
    const erased = await inWorkspace(workspaceId, async (tx) => {
      const messages = await tx.message.findMany({
        where: {
          workspaceId,
          erasedAt: null,
          item: { contactId: { in: [...contactIds] } },
          OR: [{ isPrivate: true }, { item: { kind: 'message' } }],
        },
        take: CHUNK,
        select: { id: true },
      });
      await eraseMessages(
        tx,
        workspaceId,
        messages.map(({ id }) => id),
        { isForGood: true },
      );
      return messages.length;
    });
    if (erased < CHUNK) return;
  }
}

/** A contact may have another name than its profile. */
async function eraseNames(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  await tx.contact.updateMany({
    where: { workspaceId, id: { in: [...contactIds] } },
    data: { name: ERASED_NAME, avatarUrl: null },
  });
}
