/** A field that a call asks for, with its own fields and its edge's arguments: `comments.limit(0).summary(true){id}`. */
export type Field = { name: string; args: Record<string, string>; fields: Field[] };

/** Reads `fields=…`. @returns null where the brackets do not match */
export function parseFields(text: string): Field[] | null {
  const parts = split(text);
  if (!parts) return null;
  const fields: Field[] = [];
  for (const part of parts) {
    const match = /^(\w+)((?:\.\w+\([^()]*\))*)(?:\{(.*)\})?$/s.exec(part);
    if (!match) return null;
    const [, name = '', calls = '', inner] = match;
    const nested = inner === undefined ? [] : parseFields(inner);
    if (!nested) return null;
    const args = Object.fromEntries(
      [...calls.matchAll(/\.(\w+)\(([^()]*)\)/g)].map(([, key = '', value = '']) => [key, value]),
    );
    fields.push({ name, args, fields: nested });
  }
  return fields;
}

/** Splits at commas outside of brackets. */
function split(text: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === '{' || char === '(') depth += 1;
    if (char === '}' || char === ')') depth -= 1;
    if (depth < 0) return null;
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return depth === 0 ? [...parts, part].filter((one) => one !== '') : null;
}
