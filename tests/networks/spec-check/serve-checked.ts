import { serveSandboxes, type SandboxServer } from '#sandbox/kit/serve.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import type { SpecCheck } from './exchange.ts';

/**
 * Serves a network's sandbox and checks every exchange with it against the specification. Stopping it throws an error
 * that lists the violations.
 */
export async function serveChecked(
  network: string,
  create: CreateSandbox,
  { spec = () => [], now }: { spec?: SpecCheck; now?: () => Date } = {},
): Promise<SandboxServer & { broken: readonly string[] }> {
  const broken: string[] = [];
  const server = await serveSandboxes(new Map([[network, create]]), {
    witness: (...exchange) => broken.push(...spec(...exchange)),
    ...(now && { now }),
  });
  const stop = async () => {
    await server.stop();
    if (broken.length > 0) throw new Error(`against the specification:\n${[...new Set(broken)].join('\n')}`);
  };
  return { ...server, stop, broken };
}
