import { findUserByEmail } from '#lib/users/find-user.ts';
import { readProvider } from '#lib/users/single-sign-on/provider.ts';
import { isDomainAllowed } from '#lib/users/single-sign-on/sign-in-rules.ts';
import type { Role } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { readRulesHere } from '../single-sign-on/read-rules-here.ts';
import { readWorkspaceToken } from '../tokens.ts';

export type OpenInvitation = {
  email: string;
  role: Role;
  workspaceName: string;
  /** A user with that address exists and must sign in to accept. */
  hasAccount: boolean;
  /** The provider at which she may sign in to accept; null where she may not. */
  providerName: string | null;
  /** A password is not enough to accept. */
  isSingleSignOnRequired: boolean;
};

/** Reads an open invitation by its token; null when it is expired, used, revoked or unknown. */
export async function readInvitation(token: string, now = new Date()): Promise<OpenInvitation | null> {
  const known = readWorkspaceToken(token);
  if (!known) return null;
  const found = await inWorkspace(known.workspaceId, async (tx) => {
    const invitation = await tx.invitation.findFirst({
      where: { tokenHash: known.hash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      select: { email: true, role: true },
    });
    if (!invitation) return null;
    const workspace = await tx.workspace.findUniqueOrThrow({
      where: { id: known.workspaceId },
      select: { name: true },
    });
    return { ...invitation, workspaceName: workspace.name, rules: await readRulesHere(tx) };
  });
  if (!found) return null;
  const { rules, ...invitation } = found;
  return {
    ...invitation,
    hasAccount: (await findUserByEmail(found.email)) !== null,
    providerName: isDomainAllowed([rules], found.email) ? (readProvider()?.name ?? null) : null,
    isSingleSignOnRequired: rules.isSingleSignOnRequired,
  };
}
