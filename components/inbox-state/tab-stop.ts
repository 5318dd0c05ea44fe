type Cursor = { cursorId: string | null; cursorIndex: number };
type Rows = { ids: readonly string[]; folding: ReadonlySet<string> };

/**
 * The one row of a list that the Tab key reaches: the cursor's; if that left, the row in its place; before any was visited,
 * the first. Null only for a list without rows.
 */
export function tabStopOf({ ids, folding }: Rows, { cursorId, cursorIndex }: Cursor): string | null {
  const shown = folding.size > 0 ? ids.filter((id) => !folding.has(id)) : ids;
  if (cursorId !== null && !folding.has(cursorId) && shown.includes(cursorId)) return cursorId;
  return shown[Math.min(Math.max(0, cursorIndex), shown.length - 1)] ?? null;
}
