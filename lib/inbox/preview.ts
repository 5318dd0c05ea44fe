const PREVIEW_LENGTH = 280;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A message's beginning, on one line, as the row shows it. Cut between characters as people see them. */
export function previewOf(text: string): string {
  const line = text
    .slice(0, PREVIEW_LENGTH * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  if (line.length <= PREVIEW_LENGTH) return line;
  const cut = [...graphemes.segment(line.slice(0, PREVIEW_LENGTH + 40))];
  let length = 0;
  let preview = '';
  for (const { segment } of cut) {
    length += segment.length;
    if (length > PREVIEW_LENGTH) break;
    preview += segment;
  }
  return `${preview.trimEnd()}…`;
}
