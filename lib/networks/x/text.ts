import type { Post } from './wire.ts';

/** Names at the beginning of a reply: the network puts them there and shows them apart ("Replying to"). */
const LEADING_NAMES = /^(?:@\w{1,15}\s+)+/u;

/**
 * A post's text as its readers see it: full links instead of shortened ones, without the link to its own pictures and
 * without names at the beginning of a reply. A text with nothing but names stays unchanged.
 */
export function visibleText({ text, entities, repliedTo }: Pick<Post, 'text' | 'entities' | 'repliedTo'>): string {
  let visible = text;
  for (const { url, expanded_url: expanded, media_key: mediaKey } of entities?.urls ?? []) {
    if (!url) continue;
    const isPicture = Boolean(mediaKey) || /\/(?:photo|video)\/\d+$/.test(expanded ?? '');
    visible = visible.replaceAll(url, () => (isPicture ? '' : (expanded ?? url)));
  }
  visible = unescape(visible.trim());
  if (repliedTo === null) return visible;
  return visible.replace(LEADING_NAMES, '') || visible;
}

/** Whether a post has the text that was to be sent. */
export function saysSame(post: Post, text: string): boolean {
  const bare = (words: string) => words.normalize('NFC').replace(LEADING_NAMES, '').replace(/\s+/g, ' ').trim();
  return bare(visibleText(post)) === bare(text);
}

/** The network escapes these three characters, and no others. UNVERIFIED in its reference; seen in its answers. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
