import type { GuestLinkInput, GuestLinkView, NewGuestLink } from '#lib/guests/types.ts';
import type { ApprovalView } from '#lib/outbox/approval/types.ts';
import { call } from './call.ts';

/** The REST calls about replies that somebody approves, and about the guests who are asked to. */
export function approvalApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = <Answer>(path: string, body: unknown = {}) => call<Answer>(at(path), { method: 'POST', body });
  return {
    getApproval: (id: string) => call<ApprovalView>(at(`actions/${id}/approval`)),
    /** @param digest of what the approver has read. @param text another one, which is approved instead */
    approve: (id: string, body: { digest: string; text?: string; seenGuidance?: string }) =>
      post<unknown>(`actions/${id}/approve`, body),
    takeBackApproval: (id: string) => post<unknown>(`actions/${id}/take-back-approval`),
    sendBack: (id: string, word: string) => post<unknown>(`actions/${id}/send-back`, { word }),
    editReply: (id: string, body: { text: string; seenGuidance?: string }) => post<unknown>(`actions/${id}/edit`, body),
    listGuestLinks: (itemId: string) => call<{ links: GuestLinkView[] }>(at(`items/${itemId}/guest-links`)),
    makeGuestLink: (itemId: string, body: GuestLinkInput) => post<NewGuestLink>(`items/${itemId}/guest-links`, body),
    revokeGuestLink: (id: string) => post<undefined>(`guest-links/${id}/revoke`),
  };
}
