import { textLength } from '../text-length.ts';

/** Source: the Lexicons app.bsky.feed.post, app.bsky.embed.images, app.bsky.feed.threadgate and chat.bsky.convo.defs. */
export const limits = {
  post: { graphemes: 300, bytes: 3_000 },
  chat: { graphemes: 1_000, bytes: 10_000 },
  images: { max: 4, maxBytes: 2_000_000, types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
  hiddenReplies: 300,
  postsPerRead: 25,
} as const;

export function fits(text: string, limit: { graphemes: number; bytes: number }): boolean {
  return (
    textLength(text, { count: 'bytes' }) <= limit.bytes && textLength(text, { count: 'graphemes' }) <= limit.graphemes
  );
}
