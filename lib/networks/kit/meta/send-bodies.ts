/** Bodies of `POST /{account}/messages` ("Messenger Platform, Send API"), the same for Messenger and Instagram. */
export type Recipient = { id: string } | { comment_id: string } | { post_id: string };

export type SendContent =
  | { text: string; metadata?: string }
  | { attachment: { type: 'image' | 'audio' | 'video' | 'file'; url: string }; metadata?: string };

/** The reply windows, by the names that the contract's windows have. */
export type SendWindow = 'response' | 'human_agent';

/** @param as the open window; every name but `human_agent` sends a plain response */
export function sendBody(
  recipient: Recipient,
  content: SendContent,
  { as, replyTo }: { as?: string | undefined; replyTo?: string | undefined } = {},
) {
  return {
    recipient,
    ...(as === 'human_agent' ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' }),
    message: {
      ...('text' in content
        ? { text: content.text }
        : { attachment: { type: content.attachment.type, payload: { url: content.attachment.url } } }),
      ...(content.metadata ? { metadata: content.metadata } : {}),
    },
    ...(replyTo ? { reply_to: { mid: replyTo } } : {}),
  };
}

/** Marks the conversation as read by the account. */
export function markSeenBody(contactId: string) {
  return { recipient: { id: contactId }, sender_action: 'mark_seen' };
}

/** The Send API's type of a file. */
export function attachmentTypeOf(mimeType: string): 'image' | 'audio' | 'video' | 'file' {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

const DAY_MS = 24 * 3_600_000;

/**
 * Answers are accepted for a day after the person's last message; for a week where the app is approved for Human
 * Agent.
 */
export const messagingWindows = [
  { as: 'response', forMs: DAY_MS, since: 'contact' },
  { as: 'human_agent', forMs: 7 * DAY_MS, since: 'contact', right: 'humanAgent' },
] as const;

/** One private answer to a comment, within a week. */
export const privateReplyWindows = [{ as: 'response', forMs: 7 * DAY_MS, since: 'message' }] as const;
