import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';
import type { Bench } from './bench.ts';

/** Creates managers with a key each, since one member may not open so many streams. */
export async function createMembers(sql: Bench['sql'], workspaceId: string, count: number) {
  const keys: string[] = [];
  const userIds: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const [user] = await sql<{ id: string }>(
      `insert into "user" ("email", "name") values ($1, 'Live') returning "id"`,
      [`live-${Date.now()}-${n}@example.test`],
    );
    const userId = user?.id ?? '';
    const [member] = await sql<{ id: string }>(
      `insert into "member" ("workspaceId", "userId", "role") values ($1, $2, 'manager') returning "id"`,
      [workspaceId, userId],
    );
    const caller: Caller = { workspaceId, memberId: member?.id ?? '', userId, role: 'manager' };
    keys.push((await inWorkspace(workspaceId, (tx) => issueApiKey(tx, { ...caller, name: 'live' }))).key);
    userIds.push(userId);
  }
  const deleteMembers = async () => {
    await sql(`delete from "member" where "userId" = any($1::uuid[])`, [userIds]);
    await sql(`delete from "user" where "id" = any($1::uuid[])`, [userIds]);
  };
  return { keys, deleteMembers };
}
