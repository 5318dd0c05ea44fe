import autocannon from 'autocannon';
import type { Bench, BenchWorkspace } from '../bench.ts';
import { figures, ms, percentile, type Row, timed } from '../measure.ts';

const PAGES = 200;
const READERS = 8;
const SECONDS = 10;

type Page = { items: unknown[]; nextCursor: string | null };
type View = { name: string; query: string };

/** The list over HTTP: every view and filter, its first page and the one two hundred further. */
export async function listRows(bench: Bench): Promise<Row[]> {
  const views = await viewsOf(bench);
  const details: Record<string, unknown> = {};
  const times: number[] = [];
  const paths: string[] = [];
  let worst = { name: '', p95: 0 };
  for (const { name, query } of views) {
    const deep = await cursorDown(bench, query);
    for (const [depth, path] of [
      ['first', `items?${query}`],
      [`${deep.pages} down`, `items?${query}&cursor=${deep.cursor}`],
    ] as const) {
      await timed(8, () => bench.get(bench.big, path));
      const runs = await timed(40, () => bench.get(bench.big, path));
      const p95 = percentile(runs, 0.95);
      details[`${name}, ${depth}`] = figures(runs);
      if (p95 > worst.p95) worst = { name: `${name}, ${depth}`, p95 };
      times.push(...runs);
      paths.push(path);
    }
  }
  const p95 = percentile(times, 0.95);
  return [
    {
      name: `list of 50 over HTTP, ${views.length} views and filters, first page and 200 down, one reader (p95)`,
      goal: '≤ 15 ms',
      measured: `${ms(p95)}; the slowest, ${worst.name}: ${ms(worst.p95)}`,
      isReached: worst.p95 <= 15,
      details,
    },
    await readers(bench, paths),
    await ratio(bench),
    await statements(bench),
  ];
}

async function viewsOf({ sql, big }: Bench): Promise<View[]> {
  const [channel] = await sql<{ id: string }>(
    `select id from channel where "workspaceId" = $1 and "externalId" = 'bench-3'`,
    [big.workspaceId],
  );
  const [contact] = await sql<{ id: string }>(
    `select "contactId" as id from item where "workspaceId" = $1 group by 1 order by count(*) desc limit 1`,
    [big.workspaceId],
  );
  const queries: Record<string, string> = {
    all: '',
    open: 'status=open',
    mine: 'status=open&assignee=me',
    unassigned: 'status=open&assignee=none',
    waiting: 'status=waiting',
    snoozed: 'status=snoozed',
    resolved: 'status=resolved',
    failed: 'failed=true',
    expiring: 'status=open&expiring=true',
    network: 'network=mastodon',
    kind: 'kind=review',
    channel: `channel=${channel?.id}`,
    tag: 'tag=tag%203',
    contact: `contact=${contact?.id}`,
    'open, oldest first': 'status=open&sort=oldest',
    'open, by priority': 'status=open&sort=priority',
    'open, expires first': 'status=open&sort=expiring',
    'channel + kind + unassigned': `channel=${channel?.id}&kind=comment&assignee=none`,
    'mine, whatever its status': 'assignee=me',
    'tag + open': 'tag=tag%203&status=open',
    unread: 'status=open&unread=true',
    priority: 'priority=3,4',
    'language, one that nobody writes': 'language=fi',
    rating: 'rating=1,2',
    'the last week': 'from=P7D',
    'older than a month, by priority': 'status=open&until=P30D&sort=priority',
    'two tags': 'allTags=tag%203,tag%204',
    'any of three tags': 'anyTags=tag%203,tag%204,tag%205',
    'none of two tags': 'status=open&noTags=tag%201,tag%202',
    'network + kind + resolved': 'network=bluesky&kind=mention&status=resolved',
  };
  return Object.entries(queries).map(([name, query]) => ({ name, query: `${query}&limit=50` }));
}

/** The cursor of the page two hundred down, or of the last full one. */
async function cursorDown({ get, big }: Bench, query: string): Promise<{ cursor: string; pages: number }> {
  let cursor = '';
  for (let pages = 0; ; pages += 1) {
    // The API's own answer, of which the OpenAPI document is the proof.
    const page = (await get(big, `items?${query}${cursor && `&cursor=${cursor}`}`)) as Page;
    if (!page.nextCursor || pages === PAGES) return { cursor, pages };
    cursor = page.nextCursor;
  }
}

async function readers({ origin, big }: Bench, paths: string[]): Promise<Row> {
  const result = await autocannon({
    url: origin,
    connections: READERS,
    duration: SECONDS,
    headers: { authorization: `Bearer ${big.key}` },
    requests: paths.map((path) => ({ path: `/api/v1/workspaces/${big.slug}/${path.replace(/&cursor=$/, '')}` })),
  });
  const rate = result['2xx'] / SECONDS;
  return {
    name: `list pages a second, ${READERS} readers over all of these`,
    goal: '≥ 300 /s',
    measured: `${rate.toFixed(0)} /s${result.non2xx ? `, ${result.non2xx} failed` : ''}`,
    isReached: rate >= 300 && result.non2xx === 0,
    details: { latency: { p50: result.latency.p50, p97_5: result.latency.p97_5 } },
  };
}

async function ratio({ get, big, small }: Bench): Promise<Row> {
  const path = 'items?status=open&limit=50';
  const at = async (workspace: BenchWorkspace) => await timed(10, () => get(workspace, path));
  const [inBig, inSmall]: [number[], number[]] = [[], []];
  // Taken in turns, so that whatever else the machine does falls on both.
  for (let round = 0; round < 20; round += 1) {
    inBig.push(...(await at(big)));
    inSmall.push(...(await at(small)));
  }
  const [p50, smallP50] = [percentile(inBig, 0.5), percentile(inSmall, 0.5)];
  return {
    name: 'list p50, against p50 at 10,000 items',
    goal: '≤ 1.3 ×',
    measured: `${(p50 / smallP50).toFixed(2)} × (${ms(p50)} and ${ms(smallP50)})`,
    isReached: p50 / smallP50 <= 1.3,
  };
}

async function statements({ get, sql, big }: Bench): Promise<Row> {
  // What the worker says at the same time is told apart by asking several times and taking the least.
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12; attempt += 1) {
    await sql('select pg_stat_statements_reset()');
    await get(big, 'items?status=open&limit=50');
    const [row] = await sql<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where query not like '%pg_stat_statements%'`,
    );
    least = Math.min(least, row?.calls ?? Number.POSITIVE_INFINITY);
  }
  return {
    name: 'SQL statements for one page, authentication and transaction included',
    goal: '≤ 6',
    measured: String(least),
    isReached: least > 0 && least <= 6,
  };
}
