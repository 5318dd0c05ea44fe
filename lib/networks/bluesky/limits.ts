/** Source: the Lexicons app.bsky.feed.post, app.bsky.embed.images, app.bsky.feed.threadgate and chat.bsky.convo.defs. */
export const limits = {
  post: { graphemes: 300, bytes: 3_000 },
  chat: { graphemes: 1_000, bytes: 10_000 },
  images: { max: 4, maxBytes: 2_000_000, types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
  hiddenReplies: 300,
  postsPerRead: 25,
} as const;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** User-perceived characters, as the network counts a text's length. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

export function countBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

export function fits(text: string, limit: { graphemes: number; bytes: number }): boolean {
  return countBytes(text) <= limit.bytes && countGraphemes(text) <= limit.graphemes;
}
