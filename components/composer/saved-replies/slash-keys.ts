/** A slash at the start of a line or after a space, and up to four words after it, to the caret. */
const OPEN = /(?:^|\s)(\/((?:[\p{L}\p{N}'’_-]+(?: [\p{L}\p{N}'’_-]+){0,3} ?)?))$/u;

/** The slash before the caret: where it stands, and the words after it. */
export function slashBefore(text: string, caret: number): { start: number; words: string } | null {
  const open = OPEN.exec(text.slice(0, caret));
  return open ? { start: caret - (open[1]?.length ?? 0), words: (open[2] ?? '').trim() } : null;
}

type Shown = {
  /** How many replies are shown, and which of them is active. */
  count: number;
  index: number;
  words: string;
  /** What is shown is the answer to these words; until then it is the answer to earlier ones. */
  isAnswered: boolean;
};

export type SlashMove = { kind: 'dismiss' } | { kind: 'go'; index: number } | { kind: 'take' } | { kind: 'wait' };

/** What a key does to the suggestions; null: it is not for them. */
export function slashMove(key: string, { count, index, words, isAnswered }: Shown): SlashMove | null {
  if (key === 'Escape' && (count > 0 || words === '')) return { kind: 'dismiss' };
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', index: (index + 1) % count };
    case 'ArrowUp':
      return { kind: 'go', index: (index + count - 1) % count };
    case 'Enter':
    case 'Tab':
      return { kind: isAnswered ? 'take' : 'wait' };
    default:
      return null;
  }
}
