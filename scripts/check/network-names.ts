import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type NamedNetwork = { path: string; line: number; name: string };

/** The product's folders. Tests, sandboxes, docs and message catalogues may name networks. */
const FOLDERS = ['app', 'components', 'lib', 'prisma', 'scripts', 'web', 'workers'];
const SOURCE = /\.(ts|tsx|mjs|css|sql|prisma)$/;
/** The networks' own folders and the kit, the generated registry, the demo, what prepares the tests, and this file. */
const EXEMPT =
  /^(lib\/networks\/([^/]+\/|registry\.generated\.ts)|lib\/db\/generated\/|prisma\/migrations\/|scripts\/(demo|sandbox)(\.ts|\/)|scripts\/(test|check\/network-names)\.ts)/;

/** Networks whose names are ordinary words: a quoted `threads` names the network, a variable does not. */
const ORDINARY_WORDS: Record<string, RegExp> = {
  google: /['"`]google['"`]/,
  threads: /['"`]threads['"`]/,
  x: /network\W+['"`]x['"`]|case 'x'|\['x'\]|^\s*x: /i,
};
/** Words that belong to one network though they are not its name. */
const OWN_WORDS = ['human_agent', 'humanAgent', 'twitter', 'atproto', 'bsky'];

/** Every source line outside the networks' folders that names a network. What differs there is a field of the contract. */
export function findNetworkNames(root: string): NamedNetwork[] {
  const networks = readdirSync(join(root, 'lib/networks'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'lib/networks', entry.name, 'connector.ts')))
    .map(({ name }) => name);
  const patterns = [...networks, ...OWN_WORDS].map((name) => ({ name, pattern: patternOf(name) }));
  return sourcesIn(root).flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        patterns.filter(({ pattern }) => pattern.test(text)).map(({ name }) => ({ path, line: index + 1, name })),
      ),
  );
}

function patternOf(name: string): RegExp {
  return ORDINARY_WORDS[name] ?? new RegExp(name, 'i');
}

function sourcesIn(root: string): string[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => SOURCE.test(path) && !EXEMPT.test(path));
}
