import { createWorkspaceToken } from '#lib/workspaces/tokens.ts';
import { database } from '#tests/support/owner-database.ts';

type Given = { workspaceId: string; memberId: string; items: { toApprove: string; comment: string } };

const DAY_MS = 24 * 3_600_000;

/** A guest link in each state that its page can show. @returns their tokens */
export async function seedGuests({ workspaceId, memberId, items }: Given) {
  const { prisma } = database();
  const inTwoDays = new Date(Date.now() + 2 * DAY_MS);
  const { id: actionId } = await prisma.action.findFirstOrThrow({
    where: { workspaceId, itemId: items.toApprove, state: 'awaiting_approval' },
    select: { id: true },
  });
  const link = async (more: object, language: 'fr' | 'en' = 'fr') => {
    const { token, hash } = createWorkspaceToken(workspaceId);
    const shared = {
      workspaceId,
      memberId,
      guestName: 'Hélène Aubry',
      language,
      tokenHash: hash,
      expiresAt: inTwoDays,
    };
    await prisma.guestLink.create({ data: { itemId: items.toApprove, actionId, ...shared, ...more } });
    return token;
  };
  const question = { itemId: items.comment, actionId: null, question: 'Avez-vous encore ce modèle en boutique ?' };
  const answered = { openedAt: new Date(), answeredAt: new Date() };
  return {
    approval: await link({ openedAt: new Date() }),
    approvalInEnglish: await link({ openedAt: new Date(), guestName: 'Helen Aubry' }, 'en'),
    question: await link({ ...question, openedAt: new Date() }),
    answered: await link({ ...answered, answer: 'approved' }),
    expired: await link({ expiresAt: new Date(Date.now() - DAY_MS) }),
    revoked: await link({ revokedAt: new Date() }),
  };
}
