import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '#lib/caller.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { env } from '#lib/env.ts';
import { aChannel, aContact, aMessage, anItem, aPost, aWorkspace } from '#tests/support/factories.ts';

/** A workspace with one message of a person who sends files, on a network at a given address. */
export async function aPersonWhoSends(origin: string | null, network = 'x') {
  const { workspaceId, admin } = await aWorkspace();
  const settings = { clientId: 'app', ...(origin === null ? {} : { baseUrl: `${origin}/x` }), options: {} };
  const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network, settings }));
  const channel = await aChannel({ workspaceId, network, networkAppId: app.id, externalId: 'brand' });
  const contact = await aContact({ workspaceId, network });
  const post = await aPost({ workspaceId, channelId: channel.id });
  const item = await anItem({ workspaceId, channelId: channel.id, contactId: contact.id, postId: post.id });
  const message = await aMessage({ workspaceId, itemId: item.id });
  return { workspaceId, admin, network, channel, contact, post, message };
}

export type Person = Awaited<ReturnType<typeof aPersonWhoSends>>;

export async function anAttachment(
  { workspaceId, message }: Pick<Person, 'workspaceId' | 'message'>,
  url: string | null,
  more: Partial<Prisma.AttachmentUncheckedCreateInput> = {},
): Promise<string> {
  const data = { workspaceId, messageId: message.id, kind: 'image' as const, url, ...more };
  return (await database().prisma.attachment.create({ data })).id;
}

/** The stored copies of a workspace's media. */
export function copiesOf(workspace: Pick<Caller, 'workspaceId'>): string[] {
  const folder = folderOf(workspace);
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Makes a copy some hours older. */
export function ageCopy(workspace: Pick<Caller, 'workspaceId'>, id: string, hours: number): void {
  const at = new Date(Date.now() - hours * 3_600_000);
  const name = copiesOf(workspace).find((one) => one.includes(id));
  utimesSync(join(folderOf(workspace), name ?? ''), at, at);
}

/** Of all workspaces. */
export function dropCopies(): void {
  rmSync(folderOf({ workspaceId: '' }), { recursive: true, force: true });
}

function folderOf({ workspaceId }: Pick<Caller, 'workspaceId'>): string {
  return join(env().PARVIS_DATA_DIR, 'media-cache', workspaceId);
}
