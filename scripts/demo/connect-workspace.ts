import { z } from 'zod';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { Explained } from '../process/explained.ts';
import type { Serving } from '../serve/serve.ts';
import { brand as brandOfDemo } from './cast/brand.ts';
import { runAdminCommand } from './run-admin-command.ts';

export const demoUser = { email: 'camille@demo.test', password: 'tasse-soucoupe-cafetiere', name: 'Camille Roche' };

const workspace = { name: brandOfDemo.name, slug: 'maison-aubry' };

/**
 * Makes the demo's member and workspace, to which the stand-ins connect themselves, and connects the brand's account to it as any program would: over the REST API.
 * @throws Explained with what Parvis answered
 */
export async function connectWorkspace({ address, env }: Serving, brand: Fan, serviceUrl: string): Promise<void> {
  const { email } = demoUser;
  await runAdminCommand(env, 'create-user', demoUser);
  await runAdminCommand(env, 'create-workspace', { ...workspace, owner: email, demo: 'true' });
  const made = await runAdminCommand(env, 'create-api-key', { workspace: workspace.slug, member: email });
  const { key } = z.object({ key: z.string() }).parse(made);

  const appPassword = await brand.createAppPassword('parvis');
  const answer = await fetch(`${address}/api/v1/workspaces/${workspace.slug}/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      network: 'bluesky',
      credentials: { identifier: brand.handle, appPassword, service: serviceUrl },
    }),
  });
  if (answer.status !== 201) {
    throw new Explained(`The demo's channel could not be connected (${answer.status}): ${await answer.text()}`);
  }
}
