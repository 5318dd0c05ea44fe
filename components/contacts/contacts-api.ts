import { call } from '#components/api/call.ts';
import type { ContactDetail, ContactFilter, ContactPage, SuggestionView } from '#lib/contacts/types.ts';
import type { ItemPage } from '#lib/items/types.ts';

/** The REST calls of the pages about contacts. Apart from those of the inbox, which does not load them. */
export function contactsApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = <Answer>(path: string, body: unknown = {}) => call<Answer>(at(path), { method: 'POST', body });
  return {
    list: (filter: ContactFilter, cursor: string | null, limit?: number, signal?: AbortSignal) =>
      call<ContactPage>(at('contacts'), { query: { ...filter, cursor, limit }, ...(signal ? { signal } : {}) }),
    get: (id: string) => call<ContactDetail>(at(`contacts/${id}`)),
    listItems: (id: string, cursor: string | null) => call<ItemPage>(at(`contacts/${id}/items`), { query: { cursor } }),
    suggest: (id: string) => call<{ suggestions: SuggestionView[] }>(at(`contacts/${id}/suggestions`)),
    join: (id: string, otherId: string) => post<ContactDetail>(`contacts/${id}/join`, { otherId }),
    separate: (joinId: string, contactId: string) =>
      post<ContactDetail>(`contacts/joins/${joinId}/separate`, { contactId }),
    setVip: (id: string, isVip: boolean) => post<ContactDetail>(`contacts/${id}/vip`, { isVip }),
    tag: (id: string, tags: { add?: string[]; remove?: string[] }) => post<ContactDetail>(`contacts/${id}/tag`, tags),
    addNote: (id: string, text: string) => post<ContactDetail>(`contacts/${id}/notes`, { text }),
    deleteNote: (noteId: string) => call<ContactDetail>(at(`contacts/notes/${noteId}`), { method: 'DELETE' }),
    erase: (id: string) => post<{ erasureId: string }>(`contacts/${id}/erase`),
    exportUrl: (id: string) => `/api/v1/${at(`contacts/${id}/export`)}`,
    setValue: (id: string, fieldId: string, value: string | null) =>
      post<ContactDetail>(`contacts/${id}/fields/${fieldId}`, { value }),
  };
}
