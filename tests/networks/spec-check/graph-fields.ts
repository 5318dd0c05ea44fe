/** A field that is asked for, and what of it. */
export type Field = { name: string; inner: Field[] };

/** Reads `a,b{c},d.limit(5){e}` ("Graph API, Field expansion"). */
export function fieldsOf(text: string): Field[] {
  return parts(text).map((part) => {
    const from = part.indexOf('{');
    const head = from < 0 ? part : part.slice(0, from);
    const inner = from < 0 ? [] : fieldsOf(part.slice(from + 1, part.lastIndexOf('}')));
    return { name: (head.split('.')[0] ?? '').trim(), inner };
  });
}

/** Divides at commas that stand in no braces. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === '{' || sign === '(') depth += 1;
    if (sign === '}' || sign === ')') depth -= 1;
    if (sign !== ',' || depth > 0) continue;
    found.push(text.slice(from, at));
    from = at + 1;
  }
  return [...found, text.slice(from)].filter((part) => part !== '');
}
