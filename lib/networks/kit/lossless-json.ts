/** Whether the text may hold such an integer: looking at every value takes several times as long as parsing alone. */
const LONG_INTEGER = /(?:^|[:,[\s])-?\d{16,}(?:[,}\]\s]|$)/;

/**
 * Parses JSON whose ids may be bare integers past 2^53: every integer of 16 digits or more becomes a string.
 * @throws SyntaxError
 */
export function parseLossless(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
  });
}
