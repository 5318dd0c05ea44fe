import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row, timed } from '../measure.ts';

/** Counts, an item with a long thread, and search, each over HTTP with one reader. */
export async function readRows(bench: Bench): Promise<Row[]> {
  const [long] = await bench.sql<{ id: string; messages: number }>(
    `select id, "messageCount" as messages from item where "workspaceId" = $1 order by "messageCount" desc limit 1`,
    [bench.big.workspaceId],
  );
  return [
    await read(bench, { name: 'counts of all views (p95)', path: () => 'counts', goalMs: 5 }),
    await read(bench, {
      name: `an item with ${long?.messages} messages, first screen (p95)`,
      path: () => `items/${long?.id}`,
      goalMs: 25,
    }),
    ...(await searchRows(bench)),
  ];
}

async function read(
  { get, big }: Bench,
  { name, path, goalMs, runs = 200 }: { name: string; path: (index: number) => string; goalMs: number; runs?: number },
): Promise<Row> {
  await timed(10, (index) => get(big, path(index)));
  const times = await timed(runs, (index) => get(big, path(index)));
  const p95 = percentile(times, 0.95);
  return { name, goal: `≤ ${goalMs} ms`, measured: ms(p95), isReached: p95 <= goalMs, details: figures(times) };
}

async function searchRows(bench: Bench): Promise<Row[]> {
  const words = await bench.sql<{ word: string }>(
    `select word from search_word where "workspaceId" = $1 order by messages desc`,
    [bench.big.workspaceId],
  );
  const at = (rank: number) => words[rank % words.length]?.word ?? '';
  const common = Array.from({ length: 60 }, (_, n) => at(n));
  const middle = Array.from({ length: 60 }, (_, n) => at(100 + n * 37));
  const rare = Array.from({ length: 60 }, (_, n) => at(words.length - 1 - n * 211));
  // A letter left out, another doubled: what hands do.
  const typed = [...common.slice(20), ...middle].filter((word) => word.length >= 6);
  const mistyped = typed.map((word, n) =>
    n % 2 ? word.slice(0, 3) + word.slice(4) : word.slice(0, 4) + word.slice(3),
  );
  const shouted = common.map((word) => word.toUpperCase());
  const pairs = common.map((word, n) => `${word} ${middle[n]}`);
  const groups = { common, middle, rare, mistyped, shouted, pairs };
  const rows: Row[] = [];
  for (const [kind, queries] of Object.entries(groups)) {
    const path = (index: number) => `items?limit=50&q=${encodeURIComponent(queries[index % queries.length] ?? '')}`;
    rows.push(await read(bench, { name: `search, ${kind} words (p95)`, path, goalMs: 100, runs: queries.length * 2 }));
  }
  return rows;
}
