/**
 * Parses JSON whose ids may be bare integers past 2^53: every integer of 16 digits or more becomes a string.
 * @throws SyntaxError
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
  });
}
