import { unexplained } from './deviations.ts';
import { exchangeOf, type Exchange, type SpecCheck } from './exchange.ts';
import { fieldsOf } from './graph-fields.ts';
import { readSpec } from './read-spec.ts';

type Call = { method: string; path: string; parameters: string[]; fields?: string[]; answers: unknown[] };
/** Meta's collection of requests to Threads: what each may say, the fields there are, and an answer or two. */
type Collection = { fields: Record<string, string>; requests: Call[] };

const { fields, requests } = readSpec<Collection>('threads.collection.json');

/** Holds a call about a Threads account against Meta's collection of requests. */
export const threadsSpec: SpecCheck = (network, request, answer) => {
  const exchange = exchangeOf(request, answer);
  const path = exchange.path.replace(/^\/v1\.0/, '');
  if (!/^\/(v1\.0|refresh_access_token|access_token)/.test(exchange.path)) return undefined;
  const call = callOf(exchange.method, path);
  const name = `${exchange.method} ${call?.path ?? path.replace(/^\/\d+/, '/{id}')}`;
  const problems = call ? wrongCall(call, exchange) : ['the call is not in the collection'];
  return unexplained(
    network,
    problems.map((what) => `${name}: ${what}`),
  );
};

/** A path that says more by itself is meant rather than one with an id in that place. */
function callOf(method: string, path: string): Call | undefined {
  const fit = requests.filter((one) => {
    const pattern = one.path.replace(/\{\w+\}/g, '[^/]+');
    return one.method === method && new RegExp(`^${pattern}$`).test(path);
  });
  return fit.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

function wrongCall(call: Call, { query, body, status, answer }: Exchange): string[] {
  const allowed = new Set(['access_token', 'appsecret_proof', ...call.parameters]);
  const given = [...query.keys(), ...Object.keys(isObject(body) ? body : {})];
  const known = knownFields(call);
  const strangers = [
    ...given.filter((name) => !allowed.has(name)).map((name) => `${name} is not a parameter`),
    ...fieldsOf(query.get('fields') ?? '').flatMap(({ name }) => (known.has(name) ? [] : [`${name} is not a field`])),
  ];
  if (status >= 400) return strangers;
  const samples = call.answers.map((sample) => wrongAnswer(sample, answer, known));
  return [...strangers, ...(samples.toSorted((a, b) => a.length - b.length)[0] ?? [])];
}

/** The fields of each thing that may stand under the same kind of id. */
function knownFields({ fields: names = [] }: Call): Set<string> {
  return new Set(['id', ...names.flatMap((name) => fieldsOf(fields[name] ?? '').map((one) => one.name))]);
}

/** What a sample has too is of the same kind; what it does not have is at least a field that may be asked for. */
function wrongAnswer(sample: unknown, value: unknown, known: ReadonlySet<string>, at = 'answer'): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return [...new Set(value.flatMap((one) => wrongAnswer(sample[0], one, known, at)))];
  }
  if (!isObject(sample)) {
    // The samples write numbers and ids as "string" where they leave them out.
    return sample === undefined || typeof sample === typeof value ? [] : [`${at} is not ${typeof sample}`];
  }
  if (!isObject(value)) return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, one]) => {
    if (name in sample) return wrongAnswer(sample[name], one, known, `${at} ${name}`);
    return known.has(name) || name === 'paging' ? [] : [`${at} ${name} is neither a field nor in a sample`];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
