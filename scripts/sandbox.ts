import { closeDatabase } from '#lib/db/close-database.ts';
import { env } from '#lib/env.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { control } from '#sandbox/kit/control.ts';
import { Postman } from '#sandbox/kit/deliver.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { connectDemo, type DemoWorkspace, findDemoWorkspaces } from './sandbox/connect-demo.ts';
import { gatherCrowd } from './sandbox/audience.ts';
import { say } from './process/say.ts';

const LOOK_EVERY_MS = 1_000;
const POST_EVERY_MS = 250;
/** Between two words of the crowd, all networks together, in milliseconds. */
const SPEAK_EVERY_MS = 9_000;
/** A demo left open over the weekend stops talking after this many words. */
const MOST_WORDS = 2_000;

/** Stand-ins for all networks, with a crowd, for the workspaces that were made to explore. Ends when it is told to. */
async function sandbox(): Promise<void> {
  const told = new Promise<void>((done) => onStop(done));
  const server = await serveSandboxes(await loadSandboxes(), {
    port: Number(process.env.SANDBOX_PORT ?? 0),
    control,
    hangsPictures: true,
  });
  const crowds = [...server.networks.values()].map(({ sandbox: network }) => gatherCrowd(network));
  // Its first words are history: they are read, not pushed.
  for (const { sandbox: network } of server.networks.values()) network.takeDeliveries();
  const workspaces = new Map<string, DemoWorkspace>();
  const web = `http://127.0.0.1:${env().PORT}`;
  const postman = new Postman(server.networks, (network) =>
    [...workspaces.values()].flatMap(({ appIds }) => {
      const appId = appIds.get(network);
      return appId === undefined ? [] : [`${web}/api/webhooks/${network}/${appId}`];
    }),
  );
  let words = 0;
  const timers = [
    repeat(LOOK_EVERY_MS, async () => {
      for (const id of await findDemoWorkspaces()) {
        if (!workspaces.has(id)) workspaces.set(id, await connectDemo(id, server.networks));
      }
    }),
    repeat(POST_EVERY_MS, () => postman.round()),
    repeat(SPEAK_EVERY_MS, () => {
      const isQuiet = process.env.SANDBOX_QUIET === 'true';
      if (!isQuiet && workspaces.size > 0 && words < MOST_WORDS) crowds[words++ % crowds.length]?.speak();
      return Promise.resolve();
    }),
  ];
  say(`What the demo's audience sees: ${server.url}`);
  await told;
  for (const stop of timers) await stop();
  await server.stop();
  await closeQueues();
  await closeDatabase();
}

/** Does something again and again, never twice at once; a failure is said once and tried again. @returns ends it */
function repeat(everyMs: number, run: () => Promise<void>): () => Promise<void> {
  let isStopping = false;
  let wake: (() => void) | undefined;
  let lastSaid = '';
  const loop = (async () => {
    while (!isStopping) {
      const trouble = await run().then(
        () => '',
        (error: unknown) => `The demo stumbled: ${String(error)}`,
      );
      if (trouble && trouble !== lastSaid) say(trouble);
      lastSaid = trouble;
      if (isStopping) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, everyMs);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  })();
  return async () => {
    isStopping = true;
    wake?.();
    await loop;
  };
}

await runMain(sandbox);
