/** The variables that every workspace has; its own fields come on top. */
export const builtInVariables = [
  'contact',
  'first_name',
  'handle',
  'brand',
  'post',
  'post_link',
  'member',
  'signature',
] as const;
export type BuiltInVariable = (typeof builtInVariables)[number];

/** `{{name}}` or `{{name|what to write if there is no value}}`. */
const VARIABLE = /\{\{\s*([\p{L}_][\p{L}\p{N}_]{0,39})\s*(?:\|([^{}]*))?\}\}/gu;

export type Filled = {
  text: string;
  /** Variables without a value and without a fallback: they stay in the text as they are. */
  missing: string[];
};

/**
 * Puts values in the place of a text's variables, in one pass: a value is never read as a variable itself.
 * @param values by name; an absent or empty one gives way to the fallback
 */
export function fillVariables(text: string, values: Readonly<Record<string, string | null>>): Filled {
  const missing = new Set<string>();
  const filled = text.replace(VARIABLE, (whole, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(values, name) ? (values[name] ?? '') : '').trim();
    if (value !== '') return withoutBraces(value);
    if (fallback !== undefined) return fallback.trim();
    missing.add(name);
    return whole;
  });
  return { text: filled, missing: [...missing] };
}

/** The names of a text's variables, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/** The parts of a text between its variables. */
export function fixedParts(text: string): string[] {
  return text.replace(VARIABLE, '\u0000').split('\u0000');
}

/** A name such as `{{brand}}` must not look like a variable that nobody filled in. */
function withoutBraces(value: string): string {
  return value.replace(/\{{2,}/g, '{').replace(/\}{2,}/g, '}');
}
