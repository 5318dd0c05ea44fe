import { GraphRefusal } from './refusal.ts';

/** One name of a `fields` parameter, with its arguments and its own fields: `messages.limit(1){id,from}`. */
export type Field = { name: string; args: Record<string, string>; sub: Field[] | null };
export type NodeFields = Record<string, (field: Field) => unknown>;

/** "Graph API, Field expansion". @throws GraphRefusal for an unreadable text */
export function parseFields(text: string): Field[] {
  let at = 0;
  const word = () => {
    const found = /^[a-z_0-9]+/.exec(text.slice(at))?.[0];
    if (!found)
      throw new GraphRefusal({ code: 2500, message: `Syntax error "Expected name" at character ${at}: ${text}` });
    at += found.length;
    return found;
  };
  const list = (): Field[] => {
    const fields: Field[] = [];
    for (;;) {
      const field: Field = { name: word(), args: {}, sub: null };
      while (text[at] === '.') {
        at += 1;
        const name = word();
        const value = /^\(([^)]*)\)/.exec(text.slice(at));
        if (!value) throw new GraphRefusal({ code: 2500, message: `Syntax error at character ${at}: ${text}` });
        at += value[0].length;
        field.args[name] = value[1] ?? '';
      }
      if (text[at] === '{') {
        at += 1;
        field.sub = list();
        at += 1;
      }
      fields.push(field);
      if (text[at] !== ',') return fields;
      at += 1;
    }
  };
  return list();
}

/** A node with the requested fields; `id` is always included. @throws GraphRefusal for a field that it does not have */
export function select(node: NodeFields, fields: readonly Field[] | null): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const field of [...(fields ?? []), { name: 'id', args: {}, sub: null }]) {
    const read = node[field.name];
    if (!read) {
      throw new GraphRefusal({ code: 100, message: `(#100) Tried accessing nonexisting field (${field.name})` });
    }
    const value = read(field);
    if (value !== undefined) told[field.name] = value;
  }
  return told;
}
