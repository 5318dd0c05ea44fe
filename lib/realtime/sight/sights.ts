import type { Sight } from '#lib/db/enter-workspace.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { EventRow } from '../read-events.ts';
import type { ItemAccess } from '../types.ts';

/** Whether a member with this sight sees such an item: the rule of the database's policies, for events without a row. */
export function seesItem(memberId: string, sight: Sight, { channelId, confidentialTo }: ItemAccess): boolean {
  if (sight.channels && !sight.channels.includes(channelId)) return false;
  return !confidentialTo || !sight.hidesConfidential || confidentialTo.includes(memberId);
}

const seesAll = (sight: Sight) => !sight.channels && !sight.hidesConfidential;

/**
 * What each listening member sees. It is read once, and again when a row of kind `access` says that it changed: rows come in
 * the order of commits, so whatever follows such a row is judged by what the member sees since.
 */
export class Sights {
  private readonly known = new Map<string, Sight>();
  private readonly workspaceId: string;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
  }

  of(memberId: string): Sight | undefined {
    return this.known.get(memberId);
  }

  forget(memberIds: readonly string[]): void {
    for (const id of memberIds) this.known.delete(id);
  }

  /**
   * Reads what is not known yet, and forgets members who do not listen any more.
   * @returns what decides who sees the items of these rows; empty when all who listen see everything
   */
  async read(memberIds: readonly string[], rows: readonly EventRow[]): Promise<Map<string, ItemAccess>> {
    const listening = new Set(memberIds);
    this.forget([...this.known.keys()].filter((id) => !listening.has(id)));
    this.forget(rows.flatMap(({ kind, ids }) => (kind === 'access' ? ids : [])));
    const missing = [...listening].filter((id) => !this.known.has(id));
    const itemIds = [...new Set(rows.flatMap(({ kind, ids }) => (kind === 'item' ? ids : [])))];
    const isEverythingSeen = missing.length === 0 && [...this.known.values()].every(seesAll);
    if (missing.length === 0 && (isEverythingSeen || itemIds.length === 0)) return new Map();
    type Seen = { id: string; channels: string[] | null; hidesConfidential: boolean };
    const { seen, items } = await inWorkspace(this.workspaceId, async (tx) => ({
      seen: await tx.$queryRaw<Seen[]>`
        SELECT m."id"::text, channels_of_member(${this.workspaceId}::uuid, m."id")::text[] AS "channels",
          NOT sees_confidential(${this.workspaceId}::uuid, m."id") AS "hidesConfidential"
        FROM unnest(${missing}::uuid[]) AS m ("id")`,
      items: await tx.$queryRaw<({ id: string } & ItemAccess)[]>`
        SELECT "id"::text, "channelId"::text, "confidentialTo"::text[] FROM "item" WHERE "id" = ANY(${itemIds}::uuid[])`,
    }));
    for (const { id, ...sight } of seen) this.known.set(id, sight);
    return new Map(items.map(({ id, ...access }) => [id, access]));
  }
}

/** The rows as a member may hear of them: hidden items and channels are left out. */
export function seenRows(
  rows: EventRow[],
  { memberId, sight, items }: { memberId: string; sight: Sight; items: Map<string, ItemAccess> },
): EventRow[] {
  const isSeen = (kind: EventRow['kind'], id: string) => {
    if (kind === 'channel') return !sight.channels || sight.channels.includes(id);
    const access = items.get(id);
    return kind !== 'item' || (access !== undefined && seesItem(memberId, sight, access));
  };
  const own = rows.flatMap((row) => {
    if (row.kind === 'notification') return row.ids.includes(memberId) ? [{ ...row, ids: [memberId] }] : [];
    return row.kind === 'access' ? [] : [row];
  });
  if (seesAll(sight)) return own;
  return own
    .map((row) => ({ ...row, ids: row.ids.filter((id) => isSeen(row.kind, id)) }))
    .filter(({ kind, ids }) => kind === 'workspace' || ids.length > 0);
}

/** Whether the rows change what the member sees, so that the browser must load everything again. */
export function changesSight(rows: readonly EventRow[], memberId: string, sight: Sight): boolean {
  return rows.some(
    ({ kind, ids }) => kind === 'access' && (ids.length === 0 ? sight.hidesConfidential : ids.includes(memberId)),
  );
}
