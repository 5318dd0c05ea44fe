import type { PromiseView } from '#lib/items/promises/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { call } from './call.ts';

/** The REST calls about what was promised on an item. */
export function promiseApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = (path: string, body: unknown = {}) => call<{ item: ItemRow }>(at(path), { method: 'POST', body });
  return {
    listPromises: (itemId: string) => call<{ promises: PromiseView[] }>(at(`items/${itemId}/promises`)),
    keepPromise: (id: string) => post(`promises/${id}/keep`),
    withdrawPromise: (id: string, reason: string) => post(`promises/${id}/withdraw`, { reason }),
    reopenPromise: (id: string) => post(`promises/${id}/reopen`),
    movePromise: (id: string, dueAt: string) => post(`promises/${id}/move`, { dueAt }),
  };
}
