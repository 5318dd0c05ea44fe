import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareFolders } from './pictures/compare-folders.ts';
import { writeReport } from './pictures/write-report.ts';
import { Explained } from './process/explained.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { ROOT } from './settings.ts';

const HELP = `npm run pictures [-- accept] [-- --accepted FOLDER]
Compares the pictures of all states that the e2e tests took last with the accepted ones, and writes a page to look at.
"accept" makes the last ones the accepted ones. A team shares the accepted ones by a folder of its own: they depend on a
machine's fonts, so they are no part of the repository, and no test fails because of them.`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { accepted: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [word, ...more] = positionals;
  if (values.help) return say(HELP);
  if (more.length > 0 || (word !== undefined && word !== 'accept')) throw new Explained(HELP);
  const current = join(ROOT, '.data/screenshots/states');
  const accepted = resolve(ROOT, values.accepted ?? '.data/pictures/accepted');
  if (!existsSync(current))
    throw new Explained('There are no pictures yet: run "npm test -- e2e tests/e2e/states.spec.ts".');
  if (word === 'accept') {
    rmSync(accepted, { recursive: true, force: true });
    cpSync(current, accepted, { recursive: true });
    return say(`Accepted the pictures in ${current}.`);
  }
  const { changes, same } = compareFolders(accepted, current);
  const report = writeReport({ accepted, current, folder: join(ROOT, '.data/pictures/report'), changes, same });
  say(`${changes.length} of ${changes.length + same} pictures differ from the accepted ones: ${report}`);
});
