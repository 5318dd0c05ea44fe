import { cutBefore } from '#lib/plain-text.ts';

/** How much of a text is shown before it is unfolded, in characters and lines: far more than people write. */
const FIRST = { length: 3_000, lines: 40 };
/** A text that is longer by less than this factor is not folded. */
const SLACK = 1.2;
/** The size of a block of an unfolded text. The browser lays out only the visible blocks. */
const BLOCK = { length: 4_000, lines: 60 };

export type Folded = { first: string; rest: string };

/** The start of a text, and the rest; for a text of usual length the rest is empty. */
export function foldText(text: string): Folded {
  const at = blockEnd(text, 0, FIRST);
  const isShort = text.length <= FIRST.length * SLACK && countLines(text, FIRST.lines * SLACK) <= FIRST.lines * SLACK;
  return isShort ? { first: text, rest: '' } : { first: text.slice(0, at), rest: text.slice(at) };
}

/** Splits a text into blocks at the end of a line, or else of a word. A line break between two blocks belongs to neither. */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = blockEnd(text, from, BLOCK);
    blocks.push(text.slice(from, to));
    from = text[to] === '\n' ? to + 1 : to;
  }
  return blocks;
}

/** Where the part that starts at `from` ends: after `lines` lines or before `length` characters, at the end of a line or a word. */
function blockEnd(text: string, from: number, { length, lines }: { length: number; lines: number }): number {
  let lastBreak = -1;
  const limit = Math.min(text.length, from + length);
  for (let line = 0, at = text.indexOf('\n', from); at !== -1 && at < limit; at = text.indexOf('\n', at + 1)) {
    line += 1;
    if (line === lines) return at;
    lastBreak = at;
  }
  if (limit === text.length) return text.length;
  const half = from + length / 2;
  if (lastBreak > half) return lastBreak;
  const space = text.lastIndexOf(' ', limit);
  return space > half ? space : Math.max(from + 1, cutBefore(text, limit));
}

function countLines(text: string, most: number): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count <= most; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
