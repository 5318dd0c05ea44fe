import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from './compare-folders.ts';

type Given = { accepted: string; current: string; folder: string; changes: readonly Change[]; same: number };

/** Writes a page that shows each change as it was, as it is, and what differs. It needs nothing outside its folder. */
export function writeReport({ accepted, current, folder, changes, same }: Given): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sections = changes.map((change) => {
    const before = copied(join(accepted, change.path), join(folder, 'before'), change.path);
    const after = copied(join(current, change.path), join(folder, 'after'), change.path);
    if (change.difference) written(join(folder, 'difference', change.path), change.difference);
    const figures = [
      before ? figure('before', change.path, 'Accepted') : '',
      after ? figure('after', change.path, 'Now') : '',
      change.difference ? figure('difference', change.path, 'Difference') : '',
    ];
    return `<section><h2>${escaped(change.path)} <small>${inWords(change)}</small></h2><div>${figures.join('')}</div></section>`;
  });
  const heading = `${changes.length} of ${changes.length + same} pictures differ from the accepted ones`;
  const path = join(folder, 'index.html');
  writeFileSync(path, page(heading, sections.join('\n')));
  return path;
}

function inWords({ kind, changed }: Change): string {
  if (kind === 'changed') return `${(changed * 100).toFixed(2)} % of the pixels`;
  return kind === 'new' ? 'new' : 'no longer taken';
}

function copied(from: string, folder: string, path: string): boolean {
  if (!existsSync(from)) return false;
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  return true;
}

function written(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function figure(kind: string, path: string, caption: string): string {
  const source = escaped(`${kind}/${path}`);
  return `<figure><a href="${source}"><img src="${source}" alt="${caption}: ${escaped(path)}" loading="lazy"></a><figcaption>${caption}</figcaption></figure>`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const page = (heading: string, body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pictures</title>
<style>
  :root { color-scheme: light dark }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem }
  h1 { font-size: 1.4rem } h2 { font-size: 1rem } small { font-weight: 400; opacity: 0.75 }
  section > div { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1rem }
  figure { margin: 0 } img { border: 1px solid gray; max-width: 100% }
</style>
<h1>${heading}</h1>
${body || '<p>Nothing has changed.</p>'}
</html>
`;
