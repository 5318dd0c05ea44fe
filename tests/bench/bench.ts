import type pg from 'pg';
import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';

/** A seeded workspace as a client of the API sees it. */
export type Place = { workspaceId: string; slug: string; caller: Caller; key: string };

/** What the rows are measured on. */
export type Bench = {
  big: Place;
  small: Place;
  databaseUrl: string;
  /** The same database as its owner, as whom `sql` runs. */
  ownerUrl: string;
  /** Where the web listens. */
  origin: string;
  /** The environment of the web and the worker. */
  env: NodeJS.ProcessEnv;
  /** Answers of the API; throws for any but a success. */
  get: (place: Place, path: string) => Promise<unknown>;
  post: (place: Place, path: string, body?: unknown) => Promise<Response>;
  sql: <Result extends object>(text: string, values?: unknown[]) => Promise<Result[]>;
};

/** A workspace of the seed, with a key of its admin. */
export async function openPlace(client: pg.Client, slug: string): Promise<Place> {
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
  const headers = (place: Place) => ({ authorization: `Bearer ${place.key}`, 'content-type': 'application/json' });
  const address = (place: Place, path: string) => `${origin}/api/v1/workspaces/${place.slug}/${path}`;
  return {
    get: async (place, path) => {
      const response = await fetch(address(place, path), { headers: headers(place) });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
      return await response.json();
    },
    post: async (place, path, body = {}) =>
      await fetch(address(place, path), { method: 'POST', headers: headers(place), body: JSON.stringify(body) }),
  };
}
