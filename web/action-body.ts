/** Far more than any of our screens sends. */
const MOST_ARGUMENTS = 10;
const MOST_VALUES = 20_000;
const DEEPEST = 20;

/** How React writes values that JSON lacks, and texts that begin with a dollar sign. */
const PLAIN = /^\$(\$|undefined$|NaN$|Infinity$|-Infinity$|-0$)/;
const FORM_ARGUMENT = /^\$K[0-9a-f]{1,4}$/;
const ACTION_ID = /^[0-9a-f]{42}$/;

export function isActionId(text: unknown): boolean {
  return typeof text === 'string' && ACTION_ID.test(text);
}

/** Whether a body contains the arguments of a server action: a list of plain values. */
export function isActionText(body: Buffer): boolean {
  try {
    return isArguments(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return false; // not UTF-8
  }
}

/** Whether a form calls a server action, sent by a script (`isFetched`) or by a browser without scripts. */
export async function isActionForm(
  body: Buffer,
  contentType: string,
  { isFetched }: { isFetched: boolean },
): Promise<boolean> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    return isFetched ? isFetchedForm(form) : isPlainForm(form);
  } catch {
    return false; // not a form, or cut off
  }
}

/** Accepts the arguments under `0` and the fields of forms among them, but no part that they could refer to. */
function isFetchedForm(form: FormData): boolean {
  const isKnown = [...form.keys()].every((name) => name === '0' || /^_[0-9a-f]{1,4}_/.test(name));
  return isKnown && form.getAll('0').length === 1 && isArguments(form.get('0'), { isForm: true });
}

/** The action is named by a field, or bound to arguments: `$ACTION_1:0` names it and `:1` contains the arguments. */
function isPlainForm(form: FormData): boolean {
  const names = [...form.keys()].filter((name) => name.startsWith('$ACTION'));
  if (names.length > MOST_ARGUMENTS || new Set(names).size < names.length) return false;
  let actions = 0;
  for (const name of names) {
    const [, id] = /^\$ACTION_ID_(.*)$/.exec(name) ?? [];
    const [, reference] = /^\$ACTION_REF_(\d{1,3})$/.exec(name) ?? [];
    const [, part] = /^\$ACTION_\d{1,3}:([01])$/.exec(name) ?? [];
    if (id !== undefined ? !ACTION_ID.test(id) : reference !== undefined ? !isBound(form, reference) : false)
      return false;
    if (id === undefined && reference === undefined && part === undefined && name !== '$ACTION_KEY') return false;
    if (id !== undefined || reference !== undefined) actions += 1;
  }
  return actions === 1;
}

function isBound(form: FormData, reference: string): boolean {
  const named = parse(form.get(`$ACTION_${reference}:0`));
  if (typeof named !== 'object' || named === null || Object.keys(named).length > 2) return false;
  const { id, bound = null } = named as { id?: unknown; bound?: unknown }; // both are checked below
  if (!isActionId(id)) return false;
  return bound === null || (bound === '$@1' && isArguments(form.get(`$ACTION_${reference}:1`)));
}

function isArguments(text: unknown, { isForm = false } = {}): boolean {
  const given = parse(text);
  if (!Array.isArray(given) || given.length > MOST_ARGUMENTS) return false;
  let values = 0;
  const isPlain = (value: unknown, depth: number): boolean => {
    values += 1;
    if (values > MOST_VALUES || depth > DEEPEST) return false;
    if (typeof value === 'string') return !value.startsWith('$') || PLAIN.test(value);
    if (typeof value !== 'object' || value === null) return true;
    return Object.values(value).every((inner) => isPlain(inner, depth + 1));
  };
  return given.every((value) => (isForm && FORM_ARGUMENT.test(String(value))) || isPlain(value, 0));
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined; // not JSON
  }
}
