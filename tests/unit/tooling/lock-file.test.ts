import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '#scripts/settings.ts';

const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        optionalDependencies: z.record(z.string(), z.string()).default({}),
        /** Only on packages that are for one platform. */
        os: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(text));

const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const isLocked = (name: string) => Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`));

test('the lock file names no registry, so that npm takes packages from the one it is set to', () => {
  expect(text).not.toContain('"resolved"');
});

test('npm ci finds every optional package that a locked package asks for', () => {
  for (const [path, { optionalDependencies }] of Object.entries(packages)) {
    expect(
      Object.keys(optionalDependencies).filter((name) => !isLocked(name)),
      path,
    ).toEqual([]);
  }
});

test('a package with a native part has it locked for Linux and macOS, on x64 and arm64', () => {
  const native = Object.entries(packages).filter(
    ([, { optionalDependencies, os }]) =>
      !os && Object.keys(optionalDependencies).some((name) => platforms.some((platform) => name.includes(platform))),
  );
  expect(native.length).toBeGreaterThan(10);
  for (const [path, { optionalDependencies }] of native) {
    for (const platform of platforms) {
      const forIt = Object.keys(optionalDependencies).filter((name) => name.includes(platform));
      expect(forIt.some(isLocked), `${path} for ${platform}`).toBe(true);
    }
  }
});
