import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateSandbox } from './types.ts';

const FOLDER = join(import.meta.dirname, '..');

/** Every network that has a sandbox: the folders with a `sandbox.ts`. */
export async function loadSandboxes(): Promise<Map<string, CreateSandbox>> {
  const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'sandbox.ts')));
  const loaded = await Promise.all(
    names.toSorted().map(async (name) => {
      const { createSandbox } = (await import(join(FOLDER, name, 'sandbox.ts'))) as { createSandbox: CreateSandbox }; // the shape of a folder
      return [name, createSandbox] as const;
    }),
  );
  return new Map(loaded);
}
