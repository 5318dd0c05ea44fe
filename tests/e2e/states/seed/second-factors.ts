import { createTotpSecret, sealTotp } from '#lib/users/second-factor/totp.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** One user has to set up a second factor before anything else, and another is asked for hers. */
export async function seedSecondFactors({ unready, guarded }: { unready: string; guarded: string }): Promise<void> {
  const { prisma } = database();
  const { workspaceId, organizationId } = await aWorkspace({ name: 'Maison Forte' });
  await prisma.member.create({ data: { workspaceId, userId: unready, role: 'manager' } });
  await prisma.organizationSignIn.create({
    data: { organizationId, emailDomains: [], isSingleSignOnRequired: false, isSecondFactorRequired: true },
  });
  await prisma.userTotp.create({
    data: { userId: guarded, confirmedAt: new Date(), ...sealTotp(guarded, createTotpSecret()) },
  });
}
