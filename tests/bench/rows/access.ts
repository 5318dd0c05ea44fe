import { inWorkspace } from '#lib/db/in-workspace.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';
import type { Bench, BenchWorkspace } from '../bench.ts';
import { figures, percentile, type Row, timed } from '../measure.ts';

const CHANNELS_SEEN = 10;
const ROUNDS = 8;
const RUNS = 8;

const queries: Record<string, string> = {
  open: 'items?status=open&limit=50',
  all: 'items?limit=50',
  unassigned: 'items?status=open&assignee=none&limit=50',
  mine: 'items?status=open&assignee=me&limit=50',
  'open, by priority': 'items?status=open&sort=priority&limit=50',
  kind: 'items?kind=review&limit=50',
  search: 'items?q=colis&limit=50',
  counts: 'counts',
  'counts of a filter': 'counts?status=open&kind=comment',
};

/** What a member with some of the channels waits for, against an admin who asks for the same in turns. */
export async function accessRows(bench: Bench): Promise<Row[]> {
  const member = await someChannelsOf(bench);
  const compared: Compared[] = [];
  for (const [name, path] of Object.entries(queries)) {
    const [admins, members]: [number[], number[]] = [[], []];
    await timed(4, () => bench.get(bench.big, path));
    await timed(4, () => bench.get(member, path));
    for (let round = 0; round < ROUNDS; round += 1) {
      admins.push(...(await timed(RUNS, () => bench.get(bench.big, path))));
      members.push(...(await timed(RUNS, () => bench.get(member, path))));
    }
    const ratio = percentile(members, 0.5) / percentile(admins, 0.5);
    compared.push({ name, ratio, admin: figures(admins), member: figures(members) });
  }
  return [
    row(
      'list and counts',
      compared.filter(({ name }) => name !== 'search'),
    ),
    row(
      'search',
      compared.filter(({ name }) => name === 'search'),
    ),
  ];
}

type Compared = { name: string; ratio: number; admin: object; member: object };

function row(what: string, compared: readonly Compared[]): Row {
  const [worst = { name: '', ratio: Number.NaN }] = [...compared].sort((one, other) => other.ratio - one.ratio);
  return {
    name: `${what} of a member with ${CHANNELS_SEEN} of 50 channels, against an admin's (p50)`,
    goal: '≤ 1.3 ×',
    measured: `${worst.ratio.toFixed(2)} × at most (${worst.name})`,
    isReached: worst.ratio <= 1.3,
    details: Object.fromEntries(compared.map(({ name, ...rest }) => [name, rest])),
  };
}

/** The workspace as a manager opens it who sees the first of its channels. */
async function someChannelsOf({ sql, big }: Bench): Promise<BenchWorkspace> {
  const { workspaceId } = big;
  const [user] = await sql<{ id: string }>(
    `insert into "user" (email, name) values ('some-channels@bench.test', 'Some channels')
     on conflict (email) do update set name = excluded.name returning id`,
  );
  const [member] = await sql<{ id: string }>(
    `insert into member ("workspaceId", "userId", role, "seesAllChannels") values ($1, $2, 'manager', false)
     on conflict ("workspaceId", "userId") do update set "seesAllChannels" = false returning id`,
    [workspaceId, user?.id],
  );
  if (!user || !member) throw new Error('the member with some channels was not made');
  await sql(
    `insert into member_channel ("workspaceId", "memberId", "channelId")
     select "workspaceId", $2, id from channel where "workspaceId" = $1 order by "externalId" limit ${CHANNELS_SEEN} on conflict do nothing`,
    [workspaceId, member.id],
  );
  await sql(`delete from api_key where "workspaceId" = $1 and "memberId" = $2`, [workspaceId, member.id]);
  const { key } = await inWorkspace(workspaceId, (tx) =>
    issueApiKey(tx, { workspaceId, memberId: member.id, name: 'some channels' }),
  );
  return { ...big, key, caller: { workspaceId, memberId: member.id, userId: user.id, role: 'manager' } };
}
