import { EXPIRING_MS, type ItemFilter, type ItemRow } from '#lib/items/types.ts';

/**
 * Whether a row belongs to a list with this filter. Only the server can answer a text search (`filter.q`): it is ignored
 * here.
 */
export function matchesFilter(row: ItemRow, filter: ItemFilter, myId: string, now = Date.now()): boolean {
  const assignees = [row.owner?.id, ...row.contributors.map(({ id }) => id)];
  if (filter.status && !filter.status.includes(row.status)) return false;
  if (filter.assignee === 'none' && row.owner) return false;
  if (filter.assignee && filter.assignee !== 'none') {
    if (!assignees.includes(filter.assignee === 'me' ? myId : filter.assignee)) return false;
  }
  if (filter.network && row.network !== filter.network) return false;
  if (filter.kind && row.kind !== filter.kind) return false;
  if (filter.channel && row.channelId !== filter.channel) return false;
  if (filter.tag && !row.tags.some(({ id, name }) => id === filter.tag || name === filter.tag)) return false;
  if (filter.contact && row.contact.id !== filter.contact) return false;
  if (filter.failed && !row.sendFailed) return false;
  if (filter.expiring) {
    if (row.status !== 'open' || !row.replyDeadline) return false;
    const leftMs = Date.parse(row.replyDeadline) - now;
    if (leftMs <= 0 || leftMs > EXPIRING_MS) return false;
  }
  return true;
}
