import type { SignInRules } from '#lib/users/single-sign-on/sign-in-rules.ts';
import type { Tx } from '#lib/db/tx.ts';

const BY_PASSWORD: SignInRules = { emailDomains: [], isSingleSignOnRequired: false };

/** How the members of the organization sign in to whose workspace the transaction belongs. */
export async function readRulesHere(tx: Tx): Promise<SignInRules> {
  // Row-level security shows the organization of this workspace alone.
  const rules = await tx.organizationSignIn.findFirst({
    select: { emailDomains: true, isSingleSignOnRequired: true },
  });
  return rules ?? BY_PASSWORD;
}
