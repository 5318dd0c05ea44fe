import { routeItems } from '#lib/routing/route-items.ts';
import type { Bench } from '../bench.ts';
import { ms, type Row } from '../measure.ts';

const ITEMS = 10_000;
const PEOPLE = 50;
const SLUG = 'bench-routing';

/** One cycle that gives every waiting item of a workspace to somebody, in this one process. */
export async function routingRow({ sql }: Pick<Bench, 'sql'>): Promise<Row> {
  const workspaceId = await aWaitingWorkspace(sql);
  // The worker beside this one would be quicker: until here it knows of nothing to distribute.
  await sql(`update routing_settings set "isOn" = true, "lastCycleAt" = now() where "workspaceId" = $1`, [workspaceId]);
  const begun = performance.now();
  const { placed } = await routeItems(workspaceId);
  const spent = performance.now() - begun;
  const [most] = await sql<{ items: number }>(
    `select max(n)::int as items from (select count(*) as n from item where "workspaceId" = $1 and "ownerId" is not null
       group by "ownerId") as held`,
    [workspaceId],
  );
  await deleteLeftovers(sql);
  return {
    name: `distributing ${ITEMS.toLocaleString('en')} items to ${PEOPLE} people`,
    goal: '≤ 5 s',
    measured: `${ms(spent)}; ${placed} given, at most ${most?.items ?? 0} to one person`,
    isReached: spent <= 5000 && placed === ITEMS,
  };
}

async function deleteLeftovers(sql: Bench['sql']): Promise<void> {
  await sql(`delete from item using workspace w where w.id = item."workspaceId" and w.slug = $1`, [SLUG]);
  await sql(`delete from workspace where slug = $1`, [SLUG]);
  await sql(`delete from organization where name = $1`, [SLUG]);
}

/** A workspace of its own, made anew: its people are here, and its items are of all kinds and three languages. */
async function aWaitingWorkspace(sql: Bench['sql']): Promise<string> {
  await deleteLeftovers(sql); // what a run that was broken off has left
  const [made] = await sql<{ id: string }>(
    `with o as (insert into organization (name) values ($1) returning id)
     insert into workspace ("organizationId", name, slug) select id, $1, $1 from o returning id`,
    [SLUG],
  );
  const workspaceId = made?.id ?? '';
  await sql(
    `with u as (
       insert into "user" (email, name) select 'routing-' || n || '@bench.test', 'Person ' || n from generate_series(1, ${PEOPLE}) n
       on conflict (email) do update set name = excluded.name returning id
     ), m as (insert into member ("workspaceId", "userId", role) select $1, id, 'manager' from u returning id),
     s as (insert into live_stream ("workspaceId", "memberId", "seenAt") select $1, id, now() + interval '1 hour' from m)
     insert into routing_profile ("workspaceId", "memberId", languages)
     select $1, id, case when row_number() over () % 2 = 0 then '{fr,en}' else '{fr,en,de}' end::text[] from m`,
    [workspaceId],
  );
  await sql(
    `insert into routing_settings ("workspaceId", "isOn", "messageWeight", "commentWeight", "reviewWeight", "mentionWeight",
       capacity, "returnsToLastHandler") values ($1, false, 3, 1, 2, 1, 1000, true)`,
    [workspaceId],
  );
  await sql(
    `with c as (
       insert into channel ("workspaceId", network, "externalId", handle, name, status)
       values ($1, 'bluesky', 'bench-routing', 'bench', 'Bench', 'paused') returning id
     ), p as (
       insert into contact ("workspaceId", name) select $1, 'Contact ' || n from generate_series(1, ${ITEMS / 2}) n returning id
     ), numbered as (select id, row_number() over () as place from p)
     insert into item ("workspaceId", "channelId", network, kind, "threadKey", "threadExternalId", "contactId", language,
       "firstMessageAt", "lastInboundAt", "lastActivityAt")
     select $1, c.id, 'bluesky', (array['message', 'comment', 'review', 'mention'])[1 + n % 4]::"ItemKind", 'thread ' || n,
       'thread', numbered.id, (array['fr', 'en', 'de'])[1 + n % 3], at, at, at
     from c cross join generate_series(1, ${ITEMS}) as n join numbered on place = 1 + n % ${ITEMS / 2}
     cross join lateral (select now() - n * interval '1 second' as at) as moment`,
    [workspaceId],
  );
  return workspaceId;
}
