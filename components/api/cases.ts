import type { CaseChoice, CaseGiven, CaseResult } from '#lib/items/cases/types.ts';
import { call } from './call.ts';

/** A case as its reader had it. */
type OnCase = { id: string; version: number };

/** The REST calls about cases, each of which joins items of one matter. */
export function casesApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = <Answer = CaseResult>(path: string, body: object) => call<Answer>(at(path), { method: 'POST', body });
  return {
    list: (q: string) => call<{ cases: CaseChoice[] }>(at('cases'), { query: { q } }),
    open: (itemIds: readonly string[], title?: string) => post('cases', { itemIds, ...(title ? { title } : {}) }),
    add: (caseId: string, itemIds: readonly string[]) => post(`cases/${caseId}/add`, { itemIds }),
    /** Without items: all, which dissolves the case. */
    takeOut: (caseId: string, itemIds?: readonly string[]) =>
      post(`cases/${caseId}/take-out`, itemIds ? { itemIds } : {}),
    rename: ({ id, version }: OnCase, title: string) => post(`cases/${id}/rename`, { version, title }),
    setDeadline: ({ id, version }: OnCase, dueAt: string | null) => post(`cases/${id}/deadline`, { version, dueAt }),
    close: ({ id, version }: OnCase) => post(`cases/${id}/close`, { version }),
    reopen: ({ id, version }: OnCase) => post(`cases/${id}/reopen`, { version }),
    assign: ({ id, version }: OnCase, ownerId: string | null) =>
      post<CaseGiven>(`cases/${id}/assign`, { version, ownerId }),
    dismiss: (itemId: string, otherId: string) => post<undefined>(`items/${itemId}/dismiss-case`, { otherId }),
  };
}

export type CasesApi = ReturnType<typeof casesApi>;
