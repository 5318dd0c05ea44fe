import type { Caller } from '#lib/caller.ts';
import { decideAsGuest } from '#lib/guests/answer-as-guest.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import type { GuestContent, GuestLinkInput } from '#lib/guests/types.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

export const ANYWHERE = '192.0.2.7';
export const visit = (token: string, ipAddress = ANYWHERE) => ({ token, ipAddress });

/** A brand where every reply waits for an approval, with a CM, a lead, and one waiting reply of the CM. */
export async function aWaitingTeam() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Ali' });
  await createApprovalRule(admin, {
    name: 'Every reply',
    channelId: null,
    tagId: null,
    kind: null,
    maxRating: null,
    authorId: null,
    authorRole: null,
    newDays: null,
    newReplies: null,
    approverId: null,
    approverTeamId: null,
  });
  let fans = 0;
  const aReply = async (text = 'Il arrive demain.') => {
    fans += 1;
    const { itemId, uri } = await brand.aComment(`Où est mon colis ? ${fans}`, { name: `fan${fans}` });
    const { action } = await reply(cm, { itemId, text });
    return { itemId, uri, actionId: action.id };
  };
  const leaves = async (actionId: string) => {
    await brand.wait(actionId);
    await brand.send(actionId);
  };
  return { brand, workspaceId, admin, cm, lead, aReply, leaves };
}

/** Makes a link. @returns its token and id */
export async function aLink(
  caller: Caller,
  given: { itemId: string; actionId?: string } & Partial<Omit<GuestLinkInput, 'actionId'>>,
) {
  const { itemId, actionId = null, ...rest } = given;
  const { id, path, mail } = await makeGuestLink(caller, {
    question: actionId === null ? 'Avez-vous ce thé en boutique ?' : '',
    guestName: 'Mme Client',
    email: null,
    language: 'fr',
    days: 3,
    ...rest,
    itemId,
    actionId,
  });
  return { id, mail, token: path.replace('/guest/', '') };
}

/** What an open link shows. */
export async function contentOf(token: string): Promise<GuestContent> {
  const page = await readGuestPage(visit(token));
  if (page.state !== 'open') throw new Error(`the link is ${page.state}`);
  return page.content;
}

/** Reads the page, and decides on what it shows. */
export async function decide(token: string, answer: 'approved' | 'sent_back', word = ''): Promise<void> {
  const { reply: proposed } = await contentOf(token);
  await decideAsGuest(visit(token), {
    digest: proposed?.digest ?? '',
    ...(answer === 'approved' ? { answer } : { answer, word }),
  });
}

export const linkRow = async (id: string) => await database().prisma.guestLink.findFirstOrThrow({ where: { id } });
