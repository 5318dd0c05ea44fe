/** What the sentences of refusals fill in, from what a refusal tells. */
export function refusalValues(values: Readonly<Record<string, unknown>>) {
  return {
    owner: textOf(values['owner']),
    name: textOf(values['name']),
    names: textOf(values['names']),
    words: textOf(values['words']),
    limit: textOf(values['limit']),
  };
}

/** A text, a number, or the name of a member. */
function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}
