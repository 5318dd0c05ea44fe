import { serveSandboxes, type SandboxServer } from '#sandbox/kit/serve.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { noteCounts } from './counts.ts';
import { specs } from './specs.ts';

/**
 * Serves a network's sandbox and checks every exchange with it against the network's specification, where there is
 * one. Stopping it throws an error that lists the violations.
 */
export async function serveChecked(
  network: string,
  create: CreateSandbox,
  { now, isChecked = true }: { now?: () => Date; isChecked?: boolean } = {},
): Promise<SandboxServer & { broken: readonly string[] }> {
  const broken: string[] = [];
  const spec = isChecked ? specs.get(network) : undefined;
  let [held, undocumented] = [0, 0];
  const server = await serveSandboxes(new Map([[network, create]]), {
    witness: (...exchange) => {
      const problems = spec?.(...exchange);
      if (problems) held += 1;
      else undocumented += 1;
      broken.push(...(problems ?? []));
    },
    ...(now && { now }),
  });
  const stop = async () => {
    await server.stop();
    if (isChecked) noteCounts({ network, held, undocumented, problems: broken.length });
    if (broken.length > 0) throw new Error(`against the specification:\n${[...new Set(broken)].join('\n')}`);
  };
  return { ...server, stop, broken };
}
