import type { z } from 'zod';
import { inUserTables } from '#lib/db/user-tables.ts';
import { insertUser, prepareUser } from '#lib/users/create-user.ts';
import { checkSetUpCode } from '#lib/users/check-set-up-code.ts';
import type { Visitor } from '#lib/users/types.ts';
import type { Language } from '#lib/interface-languages.ts';
import { Refusal } from '#lib/refusal.ts';
import { createOrganization } from './create-organization.ts';
import { type FoundedWorkspace, createWorkspaceIn } from './create-workspace-in.ts';
import { type setUpInput, slugFor } from './types.ts';

/** An advisory lock ("FIRS" in ASCII), so that of two concurrent set-ups one is refused. */
const FIRST_RUN_LOCK = 0x46495253;

type SetUp = z.infer<typeof setUpInput> & { code: string; language?: Language | null; timeZone?: string };

/**
 * Creates the first organization, workspace and user, once, all or nothing, with the code that the installation printed.
 * Cheap checks come before the password is hashed.
 * @throws Refusal `already_exists` after set-up; `wrong_set_up_code`, `throttled`; `invalid`, `weak_password`
 */
export async function setUp(
  { code, organization, workspace, language = null, timeZone, ...person }: SetUp,
  visitor: Visitor,
): Promise<FoundedWorkspace & { userId: string }> {
  await checkSetUpCode({ code }, visitor);
  const user = await prepareUser({ ...person, language });
  return await inUserTables(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})::text`;
    if (await tx.user.findFirst({ select: { id: true } }))
      throw new Refusal('already_exists', { field: 'organization' });
    const { id: userId } = await insertUser(tx, user);
    const organizationId = await createOrganization(tx, { name: organization });
    const founded = await createWorkspaceIn(tx, {
      organizationId,
      name: workspace,
      slug: slugFor(workspace),
      ownerUserId: userId,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return { ...founded, userId };
  });
}
