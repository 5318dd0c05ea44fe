import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installNetwork } from '#tests/networks/bluesky/install-network.ts';
import { COUNTING, forgetCounts, inWords as countsInWords, readCounts } from '#tests/networks/spec-check/counts.ts';
import { readAttempts } from '#tests/security/support/attempts-report.ts';
import { buildWeb } from './serve/build-web.ts';
import { Explained } from './process/explained.ts';
import { generateClient } from './generate.ts';
import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { ROOT } from './settings.ts';
import { ensureChromium } from './test/chromium.ts';
import { startRedis } from './test/redis.ts';
import { runPlaywright, runVitest } from './test/run-suite.ts';
import { add, inWords, type Tally } from './test/tally.ts';

interface Stage {
  name: string;
  /** The folder with its tests; a stage without tests is skipped. */
  folder: string;
  run: (options: { filters: string[]; signal: AbortSignal }) => Promise<Tally>;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

const vitestStage = (name: string): Stage => ({
  name,
  folder: `tests/${name}`,
  run: ({ filters, signal }) => runVitest({ name, args: ['--project', name, ...filters], signal }),
});

/** Folders of integration tests that run neither jobs nor live events, or that start Parvis with settings of their own. */
const ON_POSTGRES_ONLY = new Set(['access', 'api', 'audit', 'bootstrap', 'contacts', 'security', 'upgrade']);

/** The integration tests for which it matters where the queue is: all but those named above. */
function onRedisToo(): string[] {
  return readdirSync(join(ROOT, 'tests/integration'))
    .filter((name) => !ON_POSTGRES_ONLY.has(name))
    .map((name) => `tests/integration/${name}`);
}

const stages: Stage[] = [
  vitestStage('unit'),
  vitestStage('integration'),
  {
    name: 'integration on Redis',
    folder: 'tests/integration',
    run: async ({ filters, signal }) => {
      const redis = await startRedis();
      if (!redis) {
        say('There is no redis-server here and it could not be installed: the integration tests ran on Postgres only.');
        return { ...nothing, skipped: 1 };
      }
      try {
        const env = { REDIS_URL: redis.url };
        return await runVitest({
          name: 'integration-redis',
          args: ['--project', 'integration', ...(filters.length > 0 ? filters : onRedisToo())],
          env,
          signal,
        });
      } finally {
        await redis.stop();
      }
    },
  },
  {
    ...vitestStage('networks'),
    run: async ({ filters, signal }) => {
      await installNetwork();
      const args = ['--project', 'networks', ...filters];
      const tally = await runVitest({ name: 'networks', args, env: COUNTING, signal });
      return filters.length > 0 ? tally : add(tally, await networksWithoutCheck());
    },
  },
  vitestStage('faults'),
  {
    ...vitestStage('security'),
    run: async (options) => {
      ensureChromium();
      await buildWeb(options.signal);
      const tally = await vitestStage('security').run(options);
      for (const line of readAttempts()) say(line);
      return tally;
    },
  },
  {
    name: 'e2e',
    folder: 'tests/e2e',
    run: async ({ filters, signal }) => {
      ensureChromium();
      await installNetwork();
      await buildWeb(signal);
      return runPlaywright({ name: 'e2e', args: filters, signal });
    },
  },
];

/** A network that publishes a document, of which no exchange was held against it, is a failure: the check was not there. */
async function networksWithoutCheck(): Promise<Tally> {
  // It reads the documents of all networks, which the other stages do not need.
  const { specs } = await import('#tests/networks/spec-check/specs.ts');
  const held = new Set(readCounts().flatMap((counts) => (counts.held > 0 ? [counts.network] : [])));
  const failures = ['bluesky', ...specs.keys()]
    .filter((network) => !held.has(network))
    .map((network) => `no exchange with ${network} was held against its specification`);
  return { ...nothing, failed: failures.length, failures };
}

/** The stages whose name begins with the given word ("integration" matches both), or all. */
function chosenStages(word: string | undefined): Stage[] {
  const chosen = word ? stages.filter(({ name }) => name.split(' ')[0] === word) : stages;
  if (chosen.length === 0) {
    throw new Explained(`There is no stage "${word}": use unit, integration, networks, faults, security or e2e.`);
  }
  return chosen.filter(({ folder }) => existsSync(join(ROOT, folder)));
}

await runMain(async () => {
  const [word, ...filters] = process.argv.slice(2);
  const interrupted = new AbortController();
  onStop(() => interrupted.abort());
  await generateClient();
  forgetCounts();
  let total = nothing;
  for (const stage of chosenStages(word)) {
    say(`\n== ${stage.name} ==`);
    const startedAt = Date.now();
    const tally = await stage.run({ filters, signal: interrupted.signal }).catch((error: unknown) => {
      if (!interrupted.signal.aborted) say(error instanceof Error ? error.message : String(error));
      return { ...nothing, failed: 1 };
    });
    if (interrupted.signal.aborted) throw new Explained('Interrupted.');
    say(`${stage.name}: ${inWords(tally)} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    total = add(total, tally);
  }
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  for (const failure of total.failures ?? []) say(`failed: ${failure}`);
  for (const counts of readCounts()) say(countsInWords(counts));
  process.stdout.write(`${inWords(total)}\n`);
});
