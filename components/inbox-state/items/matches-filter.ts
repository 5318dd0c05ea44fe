import { EXPIRING_MS, type ItemFilter, type ItemRow, momentMs } from '#lib/items/types.ts';

/**
 * Whether a row belongs to a list with this filter. Only the server can answer a text search (`filter.q`): it is ignored
 * here.
 */
export function matchesFilter(row: ItemRow, filter: ItemFilter, myId: string, now = Date.now()): boolean {
  const assignees = partsToDo(row);
  if (filter.status && !filter.status.includes(row.status)) return false;
  if (filter.assignee === 'none' && row.owner) return false;
  if (filter.assignee && filter.assignee !== 'none') {
    if (!assignees.includes(filter.assignee === 'me' ? myId : filter.assignee)) return false;
  }
  if (filter.team && row.team?.id !== filter.team) return false;
  if (filter.network && row.network !== filter.network) return false;
  if (filter.kind && row.kind !== filter.kind) return false;
  if (filter.channel && row.channelId !== filter.channel) return false;
  if (filter.tag && !row.tags.some(({ id, name }) => id === filter.tag || name === filter.tag)) return false;
  if (filter.contact && row.contact.id !== filter.contact) return false;
  if (filter.approval && !row.awaitsApproval) return false;
  if (filter.scheduled && !row.hasScheduled) return false;
  if (filter.promised && row.promiseDueAt === null) return false;
  if (filter.failed && !row.sendFailed) return false;
  if (filter.expiring) {
    if (row.status !== 'open' || !row.replyDeadline) return false;
    const leftMs = Date.parse(row.replyDeadline) - now;
    if (leftMs <= 0 || leftMs > EXPIRING_MS) return false;
  }
  return matchesValues(row, filter) && matchesTags(row, filter) && matchesPeriod(row, filter, now);
}

function matchesValues({ isUnread, priority, language, rating }: ItemRow, filter: ItemFilter): boolean {
  const isAmong = <T>(values: readonly T[] | undefined, value: T | null) =>
    !values?.length || (value !== null && values.includes(value));
  return (
    (!filter.unread || isUnread) &&
    isAmong(filter.priority, priority) &&
    isAmong(filter.language, language) &&
    isAmong(filter.rating, rating)
  );
}

function matchesTags({ tags }: ItemRow, { allTags = [], anyTags = [], noTags = [] }: ItemFilter): boolean {
  const has = (wanted: string) => tags.some(({ id, name }) => id === wanted || name === wanted);
  return allTags.every(has) && (anyTags.length === 0 || anyTags.some(has)) && !noTags.some(has);
}

function matchesPeriod({ lastActivityAt }: ItemRow, { from, until }: ItemFilter, now: number): boolean {
  const at = Date.parse(lastActivityAt);
  const momentOf = (given: string) => momentMs(given, now);
  return (!from || at >= momentOf(from)) && (!until || at < momentOf(until));
}

/** Who has the item in their queue: each whose part is not done, and the owner when all others have finished. */
export function partsToDo({ owner, ownerDoneAt, contributors, approver }: ItemRow): string[] {
  const open = [...contributors, ...(approver ? [approver] : [])].filter(({ doneAt }) => doneAt === null);
  const isOwners = owner && (ownerDoneAt === null || open.length === 0);
  return [...(isOwners ? [owner.id] : []), ...open.map(({ id }) => id).filter((id) => id !== owner?.id)];
}
