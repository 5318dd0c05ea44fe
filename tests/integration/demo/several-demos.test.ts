import { expect, onTestFinished, test } from 'vitest';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { castAt } from '#scripts/demo/cast/cast.ts';
import { connectDemo, findDemoWorkspaces } from '#scripts/sandbox/connect-demo.ts';
import { createWorkspaceFor } from '#lib/workspaces/operator/create-workspace-for.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { ingest } from '#lib/ingest/ingest.ts';

process.env.PARVIS_DEMO = 'true';

async function anOwner(): Promise<string> {
  const { admin } = await aWorkspace();
  const { email } = await database().prisma.user.findUniqueOrThrow({ where: { id: admin.userId ?? '' } });
  return email;
}

test('an operator creates a demo workspace, which the stand-ins find', async () => {
  const owner = await anOwner();
  const demo = await createWorkspaceFor({ name: 'Maison Aubry', slug: 'aubry-demo', owner, isDemo: true });
  const plain = await createWorkspaceFor({ name: 'Maison Aubry', slug: 'aubry-plain', owner });
  const found = await findDemoWorkspaces();
  expect(found).toContain(demo.workspaceId);
  expect(found).not.toContain(plain.workspaceId);
});

test('stand-ins that start again replace their own channels and people, and leave those of other networks', async () => {
  const owner = await anOwner();
  const { workspaceId } = await createWorkspaceFor({ name: 'Again', slug: 'again-demo', owner, isDemo: true });
  const google = [...(await loadSandboxes())].filter(([network]) => network === 'google');
  const server = await serveSandboxes(new Map(google), { castAt });
  onTestFinished(() => server.stop());
  await connectDemo(workspaceId, server.networks);
  const other = await aChannel({ workspaceId });
  const events = [aMessageOn('other')];
  await ingest({ workspaceId, channelId: other.id, events });
  const own = await database().prisma.channel.findFirstOrThrow({ where: { workspaceId, network: 'google' } });
  await ingest({ workspaceId, channelId: own.id, events: [aMessageOn('own')] });

  await connectDemo(workspaceId, server.networks);
  const channels = await database().prisma.channel.findMany({ where: { workspaceId } });
  expect(channels.map(({ id }) => id)).toContain(other.id);
  expect(channels.map(({ id }) => id)).not.toContain(own.id);
  expect(channels.filter(({ network }) => network === 'google')).toHaveLength(1);
  const contacts = await database().prisma.contact.findMany({ where: { workspaceId } });
  expect(contacts.map(({ name }) => name)).toEqual(['Writer on other']);
});

function aMessageOn(where: string) {
  return {
    type: 'message' as const,
    externalId: `said on ${where}`,
    kind: 'mention' as const,
    threadExternalId: `thread on ${where}`,
    direction: 'inbound' as const,
    author: { externalId: `writer on ${where}`, handle: `on.${where}`, name: `Writer on ${where}` },
    text: `Bonjour (${where})`,
    createdAt: new Date(),
  };
}
