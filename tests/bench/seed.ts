import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { say } from '#scripts/process/say.ts';
import { phrases, vocabulary } from './vocabulary.ts';

export type Seeded = {
  /** The workspace of the size asked for, and one of 10,000 items to compare with. */
  big: string;
  small: string;
  items: number;
  messages: number;
};

const CHANNELS = 50;
const MEMBERS = 12;
const TAGS = 24;
const PHRASES = 300_000;
const WORDS = 60_000;
const SMALL_ITEMS = 10_000;

/**
 * Fills an empty, migrated database with a brand's two years. Rows are made by set-based SQL without triggers, and
 * what triggers and background acts would have kept (counters, tags' order, known words) is rebuilt at the end.
 */
export async function seed(url: string, items: number): Promise<Seeded> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = async (what: string, sql: string, values: unknown[] = []) => {
    const begun = Date.now();
    const { rowCount } = await client.query(sql, values);
    say(`  ${what}: ${rowCount ?? 0} rows in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  };
  try {
    // A seed that was interrupted is begun again.
    await client.query('truncate organization, "user" cascade');
    await client.query(`set session_replication_role = replica; set synchronous_commit = off;
      set maintenance_work_mem = '768MB'; set work_mem = '256MB'; select setseed(0.42)`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
       where indrelid in ('item'::regclass, 'message'::regclass) and not indisunique`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);

    await client.query(`create unlogged table if not exists bench_phrase (n int primary key, text text);
      create unlogged table if not exists bench_item (
        workspace uuid, n int, id uuid, channel uuid, network text, kind "ItemKind", contact uuid, status "ItemStatus",
        owner uuid, count int, first_at timestamptz, step interval, primary key (workspace, n));
      truncate bench_phrase, bench_item`);
    const runs = phrases(vocabulary(WORDS), PHRASES);
    await run(
      'phrases',
      `insert into bench_phrase select n, text from unnest($1::text[]) with ordinality as p(text, n)`,
      [runs],
    );
    await client.query('analyze bench_phrase');

    const organizationId = randomUUID();
    await client.query(`insert into organization (id, name) values ($1, 'Bench')`, [organizationId]);
    await client.query(
      `insert into "user" (email, name) select 'member' || n || '@bench.test', 'Member ' || n from generate_series(1, $1) n`,
      [MEMBERS],
    );
    const big = await seedWorkspace(run, { organizationId, slug: 'bench', items });
    const small = await seedWorkspace(run, { organizationId, slug: 'bench-small', items: SMALL_ITEMS });

    for (const { name, definition } of indexes) await run(`index ${name}`, definition);
    await client.query(`drop table bench_phrase, bench_item; drop table if exists bench_message`);
    await run('vacuum', 'vacuum analyze');
    // What was written in one go would otherwise be carried to the disk while the first rows are measured.
    await run('checkpoint', 'checkpoint');
    const { rows } = await client.query<{ messages: string }>(
      `select count(*) as messages from message where "workspaceId" = $1`,
      [big],
    );
    return { big, small, items, messages: Number(rows[0]?.messages) };
  } finally {
    await client.end();
  }
}

/** As the networks name it: without, the worker would detect languages for an hour while others are measured. */
const language = (item: string) => `case when ${item} % 5 < 3 then 'fr' else 'en' end`;

type Run = (what: string, sql: string, values?: unknown[]) => Promise<void>;

async function seedWorkspace(
  run: Run,
  { organizationId, slug, items }: { organizationId: string; slug: string; items: number },
): Promise<string> {
  const w = randomUUID();
  await run('workspace', `insert into workspace (id, "organizationId", name, slug) values ($1, $2, $3, $3)`, [
    w,
    organizationId,
    slug,
  ]);
  await run(
    'members',
    `insert into member ("workspaceId", "userId", role)
     select $1, id, (case when row_number() over (order by email) = 1 then 'admin' else 'manager' end)::"Role" from "user"`,
    [w],
  );
  await run(
    'channels',
    `insert into channel ("workspaceId", network, "externalId", handle, name)
     select $1, case when n % 10 < 7 then 'bluesky' when n % 10 < 9 then 'mastodon' else 'instagram' end,
       'bench-' || n, 'brand' || n || '.example', 'Brand ' || n from generate_series(1, $2::int) n`,
    [w, CHANNELS],
  );
  await seedContacts(run, w, Math.max(1, Math.floor(items / 4)));
  await planItems(run, w, items);
  await writeItems(run, w);
  await writeMessages(run, w);
  await rebuildWhatIsKept(run, w);
  return w;
}

async function seedContacts(run: Run, w: string, count: number) {
  const FIRST = `array['Léa','Hugo','Chloé','Jules','Manon','Théo','Zoé','Noah','Emma','Liam','Olivia','Jack','Amélie','Oscar','Iris','Ezra']`;
  const LAST = `array['Moreau','Laurent','Girard','Bonnet','Lambert','Fontaine','Carter','Hughes','Ward','Bennett','Faure','Masson','Reid','Shaw']`;
  await run(
    'contacts',
    `with made as (
       insert into contact ("workspaceId", id, name)
       select $1, uuid_v7(), (${FIRST})[1 + n % 16] || ' ' || (${LAST})[1 + (n / 16) % 14] from generate_series(1, $2::int) n
       returning id, name)
     insert into identity ("workspaceId", "contactId", network, "externalId", handle, name)
     select $1, id, network, 'did:bench:' || id, lower(unaccent(replace(name, ' ', '.'))) || '.' || right(id::text, 6), name
     from (select id, name, (array['bluesky','bluesky','mastodon','instagram'])[1 + (row_number() over () % 4)::int] as network from made) m`,
    [w, count],
  );
}

/** Who wrote what, when, and what became of it: what is recent is open, what is old is resolved. */
async function planItems(run: Run, w: string, items: number) {
  await run(
    'plan of items',
    `insert into bench_item
     with c as (select id, network, row_number() over (order by "externalId") - 1 as n from channel where "workspaceId" = $1),
     m as (select array_agg(id order by id) as ids from member where "workspaceId" = $1),
     k as (select array_agg("contactId") as bluesky, count(*)::int as size, network from identity where "workspaceId" = $1 group by network),
     drawn as (
       select n, random() as age, random() as lot, random() as who, random() as what, random() as whom, random() as span,
         floor(${CHANNELS} * random() ^ 2)::int as channel,
         case when n = 1 then 800 else 1 + floor(-ln(1 - random()) * 4.481)::int end as count
       from generate_series(1, $2::int) n),
     placed as (select *, now() - interval '40 days' * (age ^ 1.5) * 18 - interval '1 hour' * span * 3 * (count + 1) as first_at from drawn),
     decided as (
       select *, case
           when age < 0.02 then case when lot < 0.55 then 'open' when lot < 0.8 then 'waiting' when lot < 0.83 then 'snoozed' else 'resolved' end
           else case when lot < 0.02 then 'open' when lot < 0.05 then 'waiting' when lot < 0.055 then 'snoozed' when lot < 0.9 then 'resolved' else 'ignored' end
         end as status from placed)
     select $1, d.n, (lpad(to_hex((extract(epoch from first_at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(d.n % 4096), 3, '0') || '8' || lpad(to_hex(d.n), 15, '0'))::uuid,
       c.id, c.network,
       (case when what < 0.6 then 'comment' when what < 0.75 then 'mention' when what < 0.95 then 'message' else 'review' end)::"ItemKind",
       null::uuid, status::"ItemStatus",
       case when (status = 'open' and who < 0.5) or who < 0.08 then null else m.ids[1 + floor(${MEMBERS} * whom)::int] end,
       count, first_at, interval '1 hour' * span * 3
     from decided d join c on c.n = d.channel cross join m`,
    [w, items],
  );
  await run('statistics', 'analyze bench_item, identity');
  await run(
    'contacts of items',
    `with i as (
       select id, network, row_number() over (partition by network order by "contactId") - 1 as n, count(*) over (partition by network) as size, "contactId" as contact
       from identity where "workspaceId" = $1),
     sizes as (select network, max(size) as size from i group by network),
     lots as (select b.n, b.network, floor(random() * s.size)::bigint as lot from bench_item b join sizes s using (network) where b.workspace = $1)
     update bench_item b set contact = i.contact from lots join i on i.network = lots.network and i.n = lots.lot
     where b.workspace = $1 and b.n = lots.n`,
    [w],
  );
}

async function writeItems(run: Run, w: string) {
  await run(
    'items',
    `insert into item ("workspaceId", id, "channelId", network, kind, "threadKey", "threadExternalId", "contactId", status, "ownerId", priority, preview,
       language, "previewLanguage", "messageCount", rating, "sendFailed", "replyDeadline", "snoozedUntil", "firstMessageAt", "lastInboundAt", "lastActivityAt")
     select workspace, id, channel, network, kind, 'bench:' || n, 'bench:' || n, contact, status, owner,
       case when n % 50 = 0 then 4 when n % 11 = 0 then 3 when n % 3 = 0 then 2 else 0 end,
       (select text from bench_phrase p where p.n = 1 + b.n % ${PHRASES}), ${language('b.n')}, ${language('b.n')}, count,
       case when kind = 'review' then 1 + n % 5 end, status = 'waiting' and n % 200 = 0,
       case when kind = 'message' and status = 'open' then now() + interval '1 minute' * (n % 20000) end,
       case when status = 'snoozed' then now() + interval '1 hour' * (1 + n % 300) end,
       first_at, first_at + step * (count - 1), first_at + step * (count - 1)
     from bench_item b where workspace = $1 order by first_at`,
    [w],
  );
  await run('statistics', 'analyze item');
  await run('tags', `insert into tag ("workspaceId", name) select $1, 'tag ' || n from generate_series(1, $2::int) n`, [
    w,
    TAGS,
  ]);
  await run(
    'tags of items',
    `with t as (select id, row_number() over (order by name) - 1 as n from tag where "workspaceId" = $1)
     insert into item_tag ("workspaceId", "itemId", "tagId", status, "lastActivityAt")
     select i."workspaceId", i.id, t.id, i.status, i."lastActivityAt"
     from bench_item b join item i on i."workspaceId" = b.workspace and i.id = b.id
     join t on t.n = floor(${TAGS} * ((b.n::bigint * 7919 % 10007) / 10007.0) ^ 2)
     where b.workspace = $1 and b.n % 5 = 0`,
    [w],
  );
  await run(
    'contributors',
    `with m as (select array_agg(id order by id) as ids from member where "workspaceId" = $1)
     insert into item_contributor ("workspaceId", "itemId", "memberId", status, "lastActivityAt")
     select i."workspaceId", i.id, m.ids[1 + b.n % ${MEMBERS}], i.status, i."lastActivityAt"
     from bench_item b join item i on i."workspaceId" = b.workspace and i.id = b.id cross join m
     where b.workspace = $1 and b.n % 50 = 3 and i."ownerId" is distinct from m.ids[1 + b.n % ${MEMBERS}]`,
    [w],
  );
}

async function writeMessages(run: Run, w: string) {
  await run('before messages', 'drop table if exists bench_message');
  await run(
    'order of messages',
    `create unlogged table bench_message as
     select row_number() over (order by at) as n, item, k, at, direction,
       1 + floor(random() * ${PHRASES})::int as a, 1 + floor(random() * ${PHRASES})::int as b, 1 + floor(random() * ${PHRASES})::int as c
     from (select b.n as item, k, b.first_at + b.step * k as at,
         case when k = b.count - 1 then case when b.status = 'waiting' then 'outbound' else 'inbound' end
              when k % 3 = 2 then 'outbound' else 'inbound' end as direction
       from bench_item b cross join generate_series(0, b.count - 1) k where b.workspace = $1) m`.replace(
      '$1',
      `'${w}'`,
    ),
  );
  await run('statistics', 'analyze bench_message');
  await run(
    'messages',
    `insert into message ("workspaceId", id, "itemId", "channelId", direction, "externalId", "identityId", text, language, "createdAt", "receivedAt")
     select $1, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(m.n % 4096), 3, '0') || '8' || lpad(to_hex(m.n), 15, '0'))::uuid,
       b.id, b.channel, m.direction::"Direction",
       'bench:' || m.n, case m.direction when 'inbound' then i.id end,
       p.text || '. ' || q.text || case when m.n % 10 = 0 then ' n° ' || (1000000 + m.n * 7919 % 8999993) else ', ' || r.text end, ${language('b.n')}, at, at
     from bench_message m join bench_item b on b.workspace = $1 and b.n = m.item
     join bench_phrase p on p.n = m.a join bench_phrase q on q.n = m.b join bench_phrase r on r.n = m.c
     left join identity i on i."workspaceId" = $1 and i."contactId" = b.contact
     order by m.n`,
    [w],
  );
}

async function rebuildWhatIsKept(run: Run, w: string) {
  await run(
    'counters',
    `insert into item_counter select "workspaceId", status, owner_key("ownerId"), "channelId", kind, count(*), count(*) filter (where "sendFailed")
     from item where "workspaceId" = $1 group by 1, 2, 3, 4, 5`,
    [w],
  );
  await run(
    'counts',
    `insert into item_count select c."workspaceId", d.dimension, d.key, sum(c.items), sum(c.failed)
     from item_counter c cross join lateral count_dimensions(c.status, c."ownerKey", c."channelId", c.kind) d
     where c."workspaceId" = $1 group by 1, 2, 3`,
    [w],
  );
  await run(
    'counts of channels',
    `insert into item_channel_count select c."workspaceId", c."channelId", d.dimension, d.key, sum(c.items), sum(c.failed)
     from item_counter c cross join lateral count_dimensions(c.status, c."ownerKey", c."channelId", c.kind) d
     where c."workspaceId" = $1 group by 1, 2, 3, 4`,
    [w],
  );
  await run(
    'words',
    `insert into search_word ("workspaceId", word, messages)
     select $1, word, ndoc from ts_stat('select search from message where "workspaceId" = ''${w}''')
     where length(word) between 3 and 40 and word !~ '[0-9]'`,
    [w],
  );
  await run(
    'known up to',
    `insert into search_progress ("workspaceId", "lastMessageId", messages) select $1, id, (select count(*) from message where "workspaceId" = $1) from message where "workspaceId" = $1 order by id desc limit 1`,
    [w],
  );
  await run(
    'languages known up to',
    `insert into language_progress ("workspaceId", "lastMessageId") select $1, id from message where "workspaceId" = $1 order by id desc limit 1`,
    [w],
  );
}
