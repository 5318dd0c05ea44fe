import type { ItemAct } from '#components/api/client.ts';
import type { ItemRow, MemberRef } from '#lib/items/types.ts';

/** One act on items: what the server is asked for, and how the rows look until it has answered. */
export type ActRequest = {
  act: ItemAct;
  body?: Record<string, unknown>;
  change: (row: ItemRow) => Partial<ItemRow>;
};

type TagChange = { add?: string[]; remove?: string[] };

/** Who puts an item away has dealt with what failed on it. */
const nothingFailed = { sendFailed: false, sendState: null } as const;

/** The acts on items, each by what it changes. */
export const actRequests = {
  claim: (me: MemberRef): ActRequest => ({ act: 'claim', change: () => ({ owner: me }) }),
  release: (): ActRequest => ({ act: 'release', change: () => ({ owner: null, claimedUntil: null }) }),
  assign: (owner: MemberRef | null, contributors?: MemberRef[]): ActRequest => ({
    act: 'assign',
    body: {
      ownerId: owner?.id ?? null,
      ...(contributors ? { contributorIds: contributors.map(({ id }) => id) } : {}),
    },
    change: () => ({ owner, ...(contributors ? { contributors } : {}) }),
  }),
  resolve: (): ActRequest => ({
    act: 'resolve',
    change: () => ({ status: 'resolved', snoozedUntil: null, ...nothingFailed }),
  }),
  reopen: (): ActRequest => ({ act: 'reopen', change: () => ({ status: 'open', snoozedUntil: null }) }),
  ignore: (): ActRequest => ({ act: 'ignore', change: () => ({ status: 'ignored', ...nothingFailed }) }),
  snooze: (until: Date): ActRequest => {
    const snoozedUntil = until.toISOString();
    return { act: 'snooze', body: { until: snoozedUntil }, change: () => ({ status: 'snoozed', snoozedUntil }) };
  },
  prioritize: (priority: number): ActRequest => ({
    act: 'prioritize',
    body: { priority },
    change: () => ({ priority }),
  }),
  restrict: (members: MemberRef[] | null): ActRequest => ({
    act: 'restrict',
    body: { memberIds: members && members.map(({ id }) => id) },
    change: () => ({ confidentialTo: members }),
  }),
  note: (text: string): ActRequest => ({ act: 'note', body: { text }, change: () => ({}) }),
  tag: ({ add = [], remove = [] }: TagChange): ActRequest => ({
    act: 'tag',
    body: { add, remove },
    change: ({ tags }) => ({
      tags: [
        ...tags.filter(({ name }) => !remove.includes(name)),
        ...add.filter((name) => !tags.some((tag) => tag.name === name)).map((name) => ({ id: name, name })),
      ],
    }),
  }),
};

/** Acts on one item whose result is plain to see: their undo is on `z`, but no toast offers it. */
const quietActs: readonly ItemAct[] = ['claim', 'release', 'tag', 'note', 'prioritize'];

export function isQuiet(act: ItemAct, itemCount: number): boolean {
  return itemCount === 1 && quietActs.includes(act);
}
