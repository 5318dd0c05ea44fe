import { closeDatabase } from '#lib/db/close-database.ts';
import { env } from '#lib/env.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { control } from '#sandbox/kit/control.ts';
import { Postman } from '#sandbox/kit/deliver.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { castAt, drawPicture } from './demo/cast/cast.ts';
import { readScript } from './demo/read-script.ts';
import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { connectDemo, type DemoWorkspace, findDemoWorkspaces } from './sandbox/connect-demo.ts';
import { type Audience, addAudience } from './sandbox/audience.ts';
import { say } from './process/say.ts';

const FIND_EVERY_MS = 1_000;
const DELIVER_EVERY_MS = 250;
/** Pauses between two steps, all networks together, in milliseconds: much happens in the first minute, and less later. */
const PAUSES = [
  { steps: 16, ms: 4_000 },
  { steps: 48, ms: 9_000 },
  { steps: Infinity, ms: 25_000 },
];

/** Serves stand-ins for all networks, with an audience, for demo workspaces, until it is stopped. */
async function sandbox(): Promise<void> {
  const stopped = new Promise<void>((done) => onStop(done));
  const server = await serveSandboxes(await loadSandboxes(), {
    port: Number(process.env.SANDBOX_PORT ?? 0),
    control,
    hangsPictures: true,
    castAt,
    drawPicture,
  });
  let audiences: Audience[] = [];
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    audiences = [...server.networks].map(([name, { sandbox: network }]) => addAudience(network, readScript(name)));
    // The first messages are history: they are pulled, no webhook reports them. What has no history can only be reported.
    for (const [name, { sandbox: network }] of server.networks)
      if (!connectorOf(name)?.isPushOnly) network.takeDeliveries();
  };
  const workspaces = new Map<string, DemoWorkspace>();
  const web = `http://127.0.0.1:${env().PORT}`;
  const postman = new Postman(server.networks, (network) =>
    [...workspaces.values()].flatMap(({ appIds }) => {
      const appId = appIds.get(network);
      return appId === undefined ? [] : [`${web}/api/webhooks/${network}/${appId}`];
    }),
  );
  let taken = 0;
  const timers = [
    repeat(FIND_EVERY_MS, async () => {
      for (const id of await findDemoWorkspaces()) {
        // What was said "two hours ago" was said two hours before somebody looks.
        if (!hasBegun) begin();
        if (!workspaces.has(id)) workspaces.set(id, await connectDemo(id, server.networks));
      }
    }),
    repeat(DELIVER_EVERY_MS, () => postman.round()),
    repeat(
      () => PAUSES.find(({ steps }) => taken < steps)?.ms ?? FIND_EVERY_MS,
      () => {
        const isQuiet = process.env.SANDBOX_QUIET === 'true';
        if (!isQuiet && workspaces.size > 0) {
          const [first, ...others] = audiences;
          // Who has nothing more to say leaves the others their turn.
          audiences = first?.takeStep() ? [...others, first] : others;
          taken += 1;
        }
        return Promise.resolve();
      },
    ),
  ];
  say(`What the demo's audience sees: ${server.url}`);
  await stopped;
  for (const stop of timers) await stop();
  await server.stop();
  await closeQueues();
  await closeDatabase();
}

/** Repeats a task, never twice at once. A failure is printed once, and the task is tried again. @returns stops it */
function repeat(pauseMs: number | (() => number), run: () => Promise<void>): () => Promise<void> {
  let isStopping = false;
  let wake: (() => void) | undefined;
  let lastFailure = '';
  const loop = (async () => {
    while (!isStopping) {
      const failure = await run().then(
        () => '',
        (error: unknown) => `The demo stumbled: ${String(error)}`,
      );
      if (failure && failure !== lastFailure) say(failure);
      lastFailure = failure;
      if (isStopping) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, typeof pauseMs === 'number' ? pauseMs : pauseMs());
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
