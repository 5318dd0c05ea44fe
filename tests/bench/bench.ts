import type pg from 'pg';
import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';

/** A seeded workspace, with a key for the API. */
export type BenchWorkspace = { workspaceId: string; slug: string; caller: Caller; key: string };

/** What the rows are measured on. */
export type Bench = {
  big: BenchWorkspace;
  small: BenchWorkspace;
  databaseUrl: string;
  /** The address of the same database for its owner, with which `sql` runs. */
  ownerUrl: string;
  /** The origin of the web. */
  origin: string;
  /** The environment of the web and the worker. */
  env: NodeJS.ProcessEnv;
  /** Returns the API's answer; throws when it is not a success. */
  get: (workspace: BenchWorkspace, path: string) => Promise<unknown>;
  post: (workspace: BenchWorkspace, path: string, body?: unknown) => Promise<Response>;
  sql: <Result extends object>(text: string, values?: unknown[]) => Promise<Result[]>;
};

/** Opens a seeded workspace with a new key of its admin. */
export async function openWorkspace(client: pg.Client, slug: string): Promise<BenchWorkspace> {
  const { rows } = await client.query<Caller>(
    `select w.id as "workspaceId", m.id as "memberId", m."userId", m.role from workspace w join member m on m."workspaceId" = w.id
     where w.slug = $1 and m.role = 'admin' limit 1`,
    [slug],
  );
  const caller = rows[0];
  if (!caller) throw new Error(`there is no workspace ${slug} in the bench's database`);
  await client.query(`delete from api_key where "workspaceId" = $1`, [caller.workspaceId]);
  const { key } = await inWorkspace(caller.workspaceId, (tx) => issueApiKey(tx, { ...caller, name: 'bench' }));
  return { workspaceId: caller.workspaceId, slug, caller, key };
}

export function openApi(origin: string): Pick<Bench, 'get' | 'post'> {
  const headers = (workspace: BenchWorkspace) => ({
    authorization: `Bearer ${workspace.key}`,
    'content-type': 'application/json',
  });
  const address = (workspace: BenchWorkspace, path: string) => `${origin}/api/v1/workspaces/${workspace.slug}/${path}`;
  return {
    get: async (workspace, path) => {
      const response = await fetch(address(workspace, path), { headers: headers(workspace) });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
      return await response.json();
    },
    post: async (workspace, path, body = {}) =>
      await fetch(address(workspace, path), {
        method: 'POST',
        headers: headers(workspace),
        body: JSON.stringify(body),
      }),
  };
}
