import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../settings.ts';

const FOLDER = join(ROOT, 'lib/networks');
const REGISTRY = join(FOLDER, 'registry.generated.ts');

/** Writes the list of networks: every folder of `lib/networks` whose `connector.ts` exports a connector of the same name. */
export function writeRegistry(): void {
  const networks = readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, 'connector.ts')))
    .sort();
  const text = [
    '// Written by scripts/generate/write-registry.ts from the folders beside it.',
    ...networks.map((network) => `import { ${network} } from './${network}/connector.ts';`),
    '',
    `export const connectors = { ${networks.join(', ')} } as const;`,
    '',
  ].join('\n');
  if (!existsSync(REGISTRY) || readFileSync(REGISTRY, 'utf8') !== text) writeFileSync(REGISTRY, text);
}
