import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { operations } from '#lib/api/operations.ts';
import { permissions } from '#lib/caller.ts';
import { ROOT } from '#scripts/settings.ts';

/** Exported functions that take a caller first and are no acts, each with the reason. */
const noActs: Record<string, string> = {
  actOnItem: 'changes one item for the acts that are made of one change',
  answerOnce: 'stores what an operation answered, for a caller whom its act has let in',
  asReceiver: 'opens the transaction of the acts that may give the caller an item',
  changeCase: 'changes what a case has for the acts that rename, date, close and reopen it',
  changeChannel: 'moves a channel between two states for the acts that pause and resume it',
  changePromise: 'changes a promise for the acts that keep, withdraw, reopen and move it',
  checkChange: 'refuses for bulkAct and startBulk what could never be done',
  claiming: 'describes a change for claimItem and bulkAct',
  closeItem: 'closes one item for the acts that resolve and ignore it',
  countTogether: 'writes a part of a statement',
  entriesSql: 'writes a part of a statement',
  exportedItems: 'reads the items that exportContact writes, as who asked for it',
  fillChosen: 'fills in a template for reply',
  isAdminEverywhere: 'a fact about the caller, for the settings of an organization',
  isDemoWorkspace: 'a fact about the workspace that its page may know of any member',
  liveStream: 'writes the stream that openEventStream opens',
  openItemsChannel: 'opens the channel of an item for the acts that read and send templates',
  readFilter: 'reads a filter for the lists',
  readTable: 'reads the rows of an export as who asked for it',
  readTemplate: 'reads a template for createWorkspace, under the policies of its caller',
  readTemplates: 'reads what the network accepts for listReplyTemplates and reply',
  refuseUnless: 'refuses for the acts',
  refuseUnlessAdminEverywhere: 'refuses for the acts on a whole organization',
  releasing: 'describes a change for releaseItem and bulkAct',
  sendAgain: 'queues an action again for the acts that check and retry it',
  stepOf: 'describes a change for bulkAct and runBulk',
  subscribe: 'carries events to the stream that openEventStream opens',
  takeStream: 'counts the stream that openEventStream opens',
  writeArchive: 'writes the file of an export that startExport asked for',
};

/** Acts that neither an operation nor a server action calls, each with the reason. */
const innerActs: Record<string, string> = {
  findPost: 'the page that pins guidance names the post that it comes from',
  getItems: 'listItems calls it for the rows that it is asked for by id',
};

type Node = { type: string; start: number; end: number; [key: string]: unknown };
type Module = { path: string; source: string; body: Node[] };

/** The product's files, without the networks, which know no caller of ours. */
function modules(folders: string[]): Module[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }));
  return files
    .filter((path) => !/^lib\/(db\/generated|networks)\//.test(path))
    .map((path) => {
      const source = readFileSync(join(ROOT, path), 'utf8');
      return { path, source, body: parseSync(path, source).program.body as unknown as Node[] }; // plain ESTree
    });
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

/** Every node below, each with those above it, the nearest first. */
function* walk(node: Node, above: Node[] = []): Generator<{ node: Node; above: Node[] }> {
  yield { node, above };
  for (const child of children(node)) yield* walk(child, [node, ...above]);
}

const calls = (node: Node | undefined, name: string) =>
  node?.type === 'CallExpression' && isNode(node.callee) && node.callee.name === name;

const declared = (statement: Node) =>
  statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration) ? statement.declaration : null;

/** What a module exports by a `const`: the name, and what stands behind the `=`. */
function exportedConstants({ body }: Module): { name: string; value: Node }[] {
  return body.flatMap((statement) => {
    const declaration = declared(statement);
    if (declaration?.type !== 'VariableDeclaration') return [];
    return (declaration.declarations as Node[]).flatMap(({ id, init }) =>
      isNode(id) && isNode(init) ? [{ name: String(id.name), value: init }] : [],
    );
  });
}

const lib = modules(['lib']);
const actNames = lib.flatMap((module) =>
  exportedConstants(module).flatMap(({ name, value }) => (calls(value, 'defineAct') ? [name] : [])),
);

test('every function of lib that takes a caller is an act, or is known not to be one', () => {
  const takers = lib.flatMap(({ source, body }) =>
    body.flatMap((statement) => {
      const declaration = declared(statement);
      if (declaration?.type !== 'FunctionDeclaration') return [];
      const [first] = declaration.params as Node[];
      const text = first ? source.slice(first.start, first.end) : '';
      return /^caller\b|: (Pick<)?Caller\b/.test(text) && isNode(declaration.id) ? [String(declaration.id.name)] : [];
    }),
  );
  expect(takers.sort()).toEqual(Object.keys(noActs));
});

test('no two acts have one name', () => {
  expect(actNames).toEqual([...new Set(actNames)]);
  expect(actNames.length).toBeGreaterThan(50);
});

test('a permission is named only where an act or a right is declared', () => {
  const breaches = modules(['app', 'components', 'lib', 'web', 'workers'])
    .filter(({ path }) => path !== 'lib/caller.ts')
    .flatMap(({ path, source, body }) =>
      body.flatMap((statement) =>
        [...walk(statement)].flatMap(({ node, above: [parent, object] }) => {
          if (node.type !== 'Literal' || !Object.hasOwn(permissions, String(node.value))) return [];
          const isDeclaration = calls(parent, 'defineAct') || calls(parent, 'defineRight');
          // An act that needs more for some inputs declares both in one object.
          const isGraded =
            parent?.type === 'Property' && isNode(object) && /\bmore:/.test(source.slice(object.start, object.end));
          return isDeclaration || isGraded ? [] : [`${path}: ${String(node.value)}`];
        }),
      ),
    );
  expect(breaches).toEqual([]);
});

test('no act enters its workspace by the way that writes into an archived one', () => {
  const breaches = lib.filter(({ source }) => source.includes('defineAct(') && /\binWorkspace\b/.test(source));
  expect(breaches.map(({ path }) => `${path}: use asMember, or asProduct to see more than the member`)).toEqual([]);
});

test('every act is called by an operation or a server action, by one that takes its permission from it', async () => {
  const acts = new Map<unknown, string>();
  for (const { path, source } of lib) {
    if (!source.includes('defineAct(') || path === 'lib/act.ts') continue;
    const exported = (await import(join(ROOT, path))) as Record<string, unknown>;
    for (const name of actNames) if (exported[name]) acts.set(exported[name], name);
  }
  const routed = operations.map(({ id, act }) => [id, acts.get(act)]);
  expect(routed.filter(([, act]) => act === undefined)).toEqual([]);

  const server = modules(['app/actions']).flatMap((module) =>
    exportedConstants(module).flatMap(({ name, value }) => {
      if (!calls(value, 'memberAction')) return [];
      const text = module.source.slice(value.start, value.end);
      return [{ name, act: /\bact: (\w+)/.exec(text)?.[1], logged: /\bname: '(\w+)'/.exec(text)?.[1] }];
    }),
  );
  expect(server.length).toBeGreaterThan(5);
  for (const { name, act, logged } of server) {
    expect([name, logged, actNames.includes(String(act))]).toEqual([`${act}Action`, act, true]);
  }

  const called = new Set([...routed.map(([, act]) => act), ...server.map(({ act }) => act)]);
  expect(actNames.filter((name) => !called.has(name)).sort()).toEqual(Object.keys(innerActs));
});
