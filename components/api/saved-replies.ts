import type { MessageTemplate } from '#lib/networks/contract.ts';
import type {
  Finding,
  GuardRailsView,
  ReplyLanguage,
  SavedReplyView,
  SuggestedReply,
} from '#lib/saved-replies/types.ts';
import { call } from './call.ts';

/** The REST calls of the composer for saved replies, templates and guard-rails. */
export function savedRepliesApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  return {
    suggest: (itemId: string, query: { q: string; language: ReplyLanguage }, signal?: AbortSignal) =>
      call<{ savedReplies: SuggestedReply[] }>(at(`items/${itemId}/saved-replies`), {
        query,
        ...(signal ? { signal } : {}),
      }),
    listTemplates: (itemId: string, signal: AbortSignal) =>
      call<{ templates: MessageTemplate[] }>(at(`items/${itemId}/reply-templates`), { signal }),
    list: (query: { q: string }, signal?: AbortSignal) =>
      call<{ savedReplies: SavedReplyView[] }>(at('saved-replies'), { query, ...(signal ? { signal } : {}) }),
    countInsertion: (savedReplyId: string) =>
      call<{ used: number }>(at(`saved-replies/${savedReplyId}/inserted`), { method: 'POST', body: {} }),
    check: (itemId: string, text: string) =>
      call<{ text: string; findings: Finding[] }>(at(`items/${itemId}/reply/check`), {
        method: 'POST',
        body: { text },
      }),
    getGuardRails: () => call<GuardRailsView>(at('guard-rails')),
  };
}
