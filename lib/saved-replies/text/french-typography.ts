/** Narrow no-break space: before `;`, `!` and `?`. */
const NARROW = '\u202F';
/** No-break space: before `:`, inside guillemets, before units. */
const WIDE = '\u00A0';
/** Any space within a line. */
const SP = '[ \\u00A0\\u2009\\u202F]';

/**
 * What is never touched: code, variables, addresses, e-mail addresses, handles, tags, domains, entities, emoji names and
 * emoticons. While the rules run, each of them is one character of this private range.
 */
const PRIVATE = '\\u{F0000}-\\u{FFFFD}';
const PROTECTED = new RegExp(
  [
    `[${PRIVATE}]`,
    '```[\\s\\S]*?```',
    '`[^`\\n]*`',
    '\\{\\{[^{}]*\\}\\}',
    '[a-z][a-z0-9+.\\-]*:\\/\\/[^\\s«»"“”<>]+',
    'www\\.[^\\s«»"“”<>]+',
    '[\\p{L}\\p{N}._+\\-]+@[\\p{L}\\p{N}\\-]+(?:\\.[\\p{L}\\p{N}\\-]+)*',
    '[@#][\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.\\-]*[\\p{L}\\p{N}_])?',
    '(?<![\\p{L}\\p{N}])(?:[a-z0-9\\-]+\\.)+[a-z]{2,}(?:\\/[^\\s«»"“”<>]*)?',
    '&#?[a-z0-9]+;',
    ':[a-z0-9_+\\-]+:',
    "[:;=]['’]?-?[()\\[\\]DPpOo3|*/\\\\]+(?=$|[\\s.,;:!?…»])",
  ].join('|'),
  'giu',
);
const FIRST_PRIVATE = 0xf0000;
/** More protected places than the private range has characters: such a text is left alone. */
const MOST_PROTECTED = 0xfffd;

/** What a word, a closing bracket or a protected place ends with. */
const END = `[\\p{L}\\p{N}\\p{M}\\p{Extended_Pictographic}\\u{FE0F})\\]»”’%€°…${PRIVATE}]`;
/** What may follow high punctuation that ends a phrase. */
const AFTER = '(?=$|[\\s!?;:.,…)\\]»”’]|\\p{Extended_Pictographic})';
const UNITS = 'h|min|s|j|km|cm|mm|m|kg|mg|g|[KMG]o|ml|cl|[lL]|°C';

const rules: readonly (readonly [RegExp, string])[] = [
  [/(?<!\.)\.{3}(?!\.)/gu, '…'],
  [new RegExp(`(?<=\\p{L})'(?=[\\p{L}\\p{N}«"${PRIVATE}])`, 'gu'), '’'],
  // Straight quotation marks in pairs; those of inches and of code stand otherwise.
  [/(?<=^|[\s([«’—–-])"(?=\S)([^"\n]*?\S)"(?=$|[\s.,;:!?…)\]»—–-])/gmu, `«${WIDE}$1${WIDE}»`],
  [new RegExp(`«${SP}*(?=\\S)`, 'gu'), `«${WIDE}`],
  [new RegExp(`(?<=\\S)${SP}*»`, 'gu'), `${WIDE}»`],
  [new RegExp(`(?<=${END})${SP}*([;!?])${AFTER}`, 'gmu'), `${NARROW}$1`],
  [new RegExp(`(?<=${END})${SP}*:(?=$|\\s)`, 'gmu'), `${WIDE}:`],
  [new RegExp(`(?<=\\d)${SP}*([%‰€])(?![\\p{L}\\p{N}])`, 'gu'), `${WIDE}$1`],
  [new RegExp(`(?<=\\d)${SP}+(${UNITS})(?![\\p{L}\\p{N}])`, 'gu'), `${WIDE}$1`],
  [new RegExp(`(?<![\\p{L}\\p{N}])([nN]°)${SP}*(?=\\d)`, 'gu'), `$1${WIDE}`],
];

/**
 * Puts the typography of a French text right: no-break spaces, guillemets, apostrophes, ellipses. Letters and line breaks
 * stay, and so does everything inside addresses, handles, tags and code. Doing it twice changes nothing more.
 */
export function fixFrenchTypography(text: string): string {
  const kept: string[] = [];
  const masked = text.replace(PROTECTED, (whole) => {
    kept.push(whole);
    return String.fromCodePoint(FIRST_PRIVATE + Math.min(kept.length - 1, MOST_PROTECTED));
  });
  if (kept.length > MOST_PROTECTED) return text;
  const fixed = rules.reduce((result, [wrong, right]) => result.replace(wrong, right), masked);
  return fixed.replace(
    new RegExp(`[${PRIVATE}]`, 'gu'),
    (mark) => kept[(mark.codePointAt(0) ?? 0) - FIRST_PRIVATE] ?? mark,
  );
}
