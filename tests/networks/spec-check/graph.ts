import type { Exchange } from './exchange.ts';
import { fieldsOf, type Field } from './graph-fields.ts';

type Edge = { method: string; edge: string; parameters: Record<string, string>; return?: string | null };
type Node = { fields: Record<string, string>; edges: Edge[] };
/** Meta's lists of what its nodes have: names and types, no permissions. */
export type Graph = { nodes: Record<string, Node> };

/** "Graph API, Overview" and "Paginated results": what every call may say. */
const everywhere = ['access_token', 'appsecret_proof'];
const ofReads = ['fields', 'limit', 'after', 'before', 'since', 'until', 'summary'];

/**
 * What holds exchanges against lists of nodes. An id does not tell what it is the id of: the call must be one of some
 * node, and the node that it fits best is meant. Each problem begins with the method, the node and its edge.
 * @param names the nodes that may be meant
 */
export function graphCheck({ nodes }: Graph, names: readonly string[]): (exchange: Exchange) => string[] {
  const known = names.flatMap((name) => (nodes[name] ? [{ name, node: nodes[name] }] : []));
  return (exchange) => {
    const [, , id = '', edge = ''] = exchange.path.split('/');
    const meant = known.flatMap(({ name, node }) =>
      node.edges.flatMap((one) => (one.method === exchange.method && one.edge === edge ? [{ name, edge: one }] : [])),
    );
    if (meant.length === 0) return [`${exchange.method} ${id === 'me' ? 'me' : '{id}'}/${edge}: no node has it`];
    const problems = meant.map((one) =>
      wrongCall(nodes, one.edge, exchange).map((what) => `${exchange.method} ${one.name}/${edge}: ${what}`),
    );
    return problems.toSorted((a, b) => a.length - b.length)[0] ?? [];
  };
}

function wrongCall(
  nodes: Graph['nodes'],
  { method, edge, parameters, return: given }: Edge,
  exchange: Exchange,
): string[] {
  const { query, body, status, answer } = exchange;
  const allowed = new Set([...everywhere, ...(method === 'GET' ? ofReads : []), ...Object.keys(parameters)]);
  const names = [...query.keys(), ...Object.keys(isObject(body) ? body : {})];
  const strangers = names.filter((name) => !allowed.has(name)).map((name) => `${name} is not a parameter`);
  const asked = fieldsOf(query.get('fields') ?? '');
  const node = nodes[given ?? ''];
  const unknown = node ? wrongFields(nodes, node, asked) : [];
  if (status >= 400 || method !== 'GET') return [...strangers, ...unknown, ...wrongReceipt(status, answer)];
  const isList = edge !== '';
  const { data } = isObject(answer) ? answer : { data: undefined };
  if (isList && !Array.isArray(data)) return [...strangers, ...unknown, 'answer has no list as data'];
  const rows = isList && Array.isArray(data) ? data : [answer];
  const wrong = node ? rows.flatMap((row) => wrongNode(nodes, node, row, 'answer')) : [];
  return [...strangers, ...unknown, ...new Set(wrong)];
}

/** Fields that are asked for exist, and so do those of what they hold, where its node is known. */
function wrongFields(nodes: Graph['nodes'], node: Node, asked: Field[], at = 'fields'): string[] {
  return asked.flatMap(({ name, inner }) => {
    const type = typeOf(node, name);
    if (type === undefined) return [`${at} ${name} is not a field`];
    const held = nodes[itemOf(type)];
    return held ? wrongFields(nodes, held, inner, `${at} ${name}`) : [];
  });
}

/** What is answered exists, and is of the kind that its type says. */
function wrongNode(nodes: Graph['nodes'], node: Node, value: unknown, at: string): string[] {
  if (!isObject(value)) return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, one]): string[] => {
    const type = typeOf(node, name);
    if (type === undefined) return [`${at} ${name} is not a field`];
    const isEdge = !(name in node.fields);
    if (isEdge && !(isObject(one) && typeof one.data === 'object')) return [`${at} ${name} has no data`];
    if (!isEdge && !fits(type, one)) return [`${at} ${name} is not ${type} (${JSON.stringify(one)})`];
    const held = nodes[itemOf(type)];
    const rows = isObject(one) && Array.isArray(one.data) ? one.data : Array.isArray(one) ? one : [one];
    return held ? rows.flatMap((row) => wrongNode(nodes, held, row, `${at} ${name}`)) : [];
  });
}

/** What a write answers, and why a call was refused ("Handle errors"). */
function wrongReceipt(status: number, answer: unknown): string[] {
  if (!isObject(answer)) return ['answer is no object'];
  if (status < 400) {
    const { id = '', success = true } = answer;
    return [
      ...(typeof id === 'string' ? [] : ['answer id is not string']),
      ...(typeof success === 'boolean' ? [] : ['answer success is not bool']),
    ];
  }
  const error = isObject(answer.error) ? answer.error : {};
  const isSaid = typeof error.message === 'string' && typeof error.code === 'number' && typeof error.type === 'string';
  return isSaid ? [] : [`answer ${status} has no error with message, type and code`];
}

/** A field's type, or what an edge holds, for an edge may be read as a field; undefined where there is neither. */
function typeOf(node: Node, name: string): string | undefined {
  if (name === 'id') return 'string'; // every node has one ("Graph API, Overview")
  const edge = node.edges.find((one) => one.method === 'GET' && one.edge === name);
  return node.fields[name] ?? (edge ? (edge.return ?? 'Object') : undefined);
}

/** What a list is a list of. */
function itemOf(type: string): string {
  return /^list<(.+)>$/.exec(type)?.[1] ?? type;
}

function fits(type: string, value: unknown): boolean {
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'int' || type === 'unsigned int' || type === 'float') return typeof value === 'number';
  if (type === 'string' || type === 'datetime') return typeof value === 'string';
  if (type.startsWith('list')) return Array.isArray(value) || (isObject(value) && Array.isArray(value.data));
  // `Object` is what the lists call all that they do not describe: a choice of words is a text.
  if (type === 'Object') return isObject(value) || typeof value === 'string' || Array.isArray(value);
  return isObject(value) || typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
