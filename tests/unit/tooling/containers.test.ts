import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '#scripts/settings.ts';

const compose = z.object({
  services: z.record(
    z.string(),
    z
      .object({
        image: z.string(),
        build: z.string().optional(),
        command: z.array(z.string()).optional(),
        depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
        environment: z.record(z.string(), z.unknown()),
        healthcheck: z.object({ test: z.array(z.string()) }).optional(),
        volumes: z.array(z.string()).optional(),
      })
      .partial({ environment: true }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { services, volumes } = compose.parse(parse(read('docker-compose.yml'), { merge: true }));
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);
const scripts = (words: string[]) => words.filter((word) => /\.(ts|mjs)$|^node_modules\//.test(word));

test('every script that a compose service runs exists', () => {
  expect(ours.map(([name]) => name).sort()).toEqual(['migrate', 'web', 'worker']);
  for (const [name, { command = [] }] of ours) {
    expect(scripts(command), name).not.toEqual([]);
    for (const path of scripts(command)) expect(existsSync(join(ROOT, path)), path).toBe(true);
  }
});

test('everything the Dockerfile copies exists, and its packages survive npm prune', () => {
  const dockerfile = read('Dockerfile');
  const paths = [...dockerfile.matchAll(/(?:scripts|workers|node_modules)\/[\w./-]+/g)].map(([path]) => path);
  expect(paths.length).toBeGreaterThan(2);
  for (const path of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  expect(Object.keys(dependencies)).toEqual(
    expect.arrayContaining(['next', 'typescript', 'pg', '@prisma/schema-engine-wasm']),
  );
});

test('a compose service waits for another only in a way that the other can report', () => {
  for (const [name, { depends_on = {} }] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      expect(services[other], `${name} needs ${other}`).toBeDefined();
      if (condition === 'service_healthy') expect(services[other]?.healthcheck, other).toBeDefined();
    }
  }
});

test('compose declares every volume it mounts and sets only documented settings', () => {
  const mounted = Object.values(services).flatMap(({ volumes: paths = [] }) =>
    paths.map((path) => path.split(':')[0] ?? ''),
  );
  expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
  const documented = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  for (const [, { environment = {} }] of ours) {
    for (const name of Object.keys(environment)) expect(documented).toContain(name);
  }
});

test('the health check of the web service asks an address that exists', () => {
  expect(services.web?.healthcheck?.test.join(' ')).toContain('/api/health');
  expect(existsSync(join(ROOT, 'app/api/health/route.ts'))).toBe(true);
});
