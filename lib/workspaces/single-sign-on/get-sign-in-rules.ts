import { isLinked } from '#lib/users/single-sign-on/find-person.ts';
import { readProvider } from '#lib/users/single-sign-on/provider.ts';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { isAdminEverywhere } from '../people/is-admin-everywhere.ts';
import type { SignInRulesView } from '../types.ts';
import { readRulesHere } from './read-rules-here.ts';

/** How the members of the caller's organization sign in. */
export const getSignInRules = defineAct('workspace.manage', async (caller): Promise<SignInRulesView> => {
  const provider = readProvider();
  return {
    ...(await asMember(caller, readRulesHere)),
    providerName: provider?.name ?? null,
    isLinked: provider !== null && (await isLinked(caller)),
    mayChange: await isAdminEverywhere(caller),
  };
});
