/**
 * Bodies of `POST /{account}/messages` ("Messenger Platform, Send API"), for Messenger and Instagram alike.
 */
export type Recipient = { id: string } | { comment_id: string } | { post_id: string };

export type SendContent =
  | { text: string; metadata?: string }
  | { attachment: { type: 'image' | 'audio' | 'video' | 'file'; url: string }; metadata?: string };

/** The spans in which a person may be answered, as the contract's windows name them. */
export type SendWindow = 'response' | 'human_agent';

/** @param as the open window; anything but `human_agent` is a plain response */
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

/** Says that the account has read the conversation. */
export function markSeenBody(contactId: string) {
  return { recipient: { id: contactId }, sender_action: 'mark_seen' };
}

/** What a file is to the Send API. */
export function attachmentTypeOf(mimeType: string): 'image' | 'audio' | 'video' | 'file' {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

const DAY_MS = 24 * 3_600_000;

/** A day after the person's last message; a week for a person's own words where the app is approved for Human Agent. */
export const messagingWindows = [
  { as: 'response', forMs: DAY_MS, since: 'contact' },
  { as: 'human_agent', forMs: 7 * DAY_MS, since: 'contact', right: 'humanAgent' },
] as const;

/** One private answer to a comment, within a week of it. */
export const privateReplyWindows = [{ as: 'response', forMs: 7 * DAY_MS, since: 'message' }] as const;
