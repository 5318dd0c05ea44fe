import type { Post } from './wire.ts';

/** Names that a reply begins with: the network puts them there itself, and shows them apart ("Replying to"). */
const LEADING_NAMES = /^(?:@\w{1,15}\s+)+/u;

/**
 * A post's text as its readers see it: links in place of the network's short ones, no link to its own pictures, no
 * names that a reply begins with. A text of names alone stays as it is.
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

/** Whether a post says what we were to say. */
export function saysSame(post: Post, text: string): boolean {
  const bare = (words: string) => words.normalize('NFC').replace(LEADING_NAMES, '').replace(/\s+/g, ' ').trim();
  return bare(visibleText(post)) === bare(text);
}

/** The network escapes these three, and no others. UNVERIFIED in its reference; seen in its answers. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
