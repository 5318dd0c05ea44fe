import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '#scripts/settings.ts';

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

export type ServerAction = { id: string; name: string; path: string };

/** Every server action of the build, with a page that contains it. */
export function actions(workspace: string): ServerAction[] {
  const { node } = manifest.parse(
    JSON.parse(readFileSync(join(ROOT, '.next/server/server-reference-manifest.json'), 'utf8')),
  );
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const [page = ''] = Object.keys(workers);
    const path = page
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replaceAll(/\/\([^)]+\)/g, '');
    return {
      id,
      name: exportedName,
      path: path.replace('[workspace]', workspace).replaceAll(/\[+(\.\.\.)?\w+\]+/g, 'x'),
    };
  });
}

/** A multipart body, and its type. */
export function actionForm(parts: readonly (readonly [name: string, value: string])[]): {
  type: string;
  body: Uint8Array;
} {
  const fields = parts.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { type: 'multipart/form-data; boundary=b', body: Buffer.from(`${fields.join('')}--b--\r\n`) };
}
