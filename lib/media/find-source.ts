import { z } from 'zod';
import type { Caller } from '#lib/caller.ts';
import { appForConnecting, appFor } from '#lib/channels/apps/app-of-channel.ts';
import { findConnection } from '#lib/channels/connecting/get-connection.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { AppSettings } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import type { MediaSource } from './media-source.ts';

type Named = { workspaceId: string; id: string };

const storedFiles = z
  .array(
    z.object({
      kind: z.string(),
      url: z.string(),
      previewUrl: z.string().optional(),
      isEphemeral: z.boolean().optional(),
    }),
  )
  .catch([]);

/** @throws Refusal `not_found` when there is no address: our own upload, or a file without a preview */
export async function attachmentSource(tx: Tx, { workspaceId, id }: Named, isPreview: boolean): Promise<MediaSource> {
  const found = await tx.attachment.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: {
      kind: true,
      url: true,
      previewUrl: true,
      isEphemeral: true,
      fileState: true,
      title: true,
      bytes: true,
      message: { select: { channelId: true, deletedAt: true, erasedAt: true } },
    },
  });
  const address = isPreview ? found?.previewUrl : found?.url;
  if (!found?.message || !address || found.message.erasedAt || found.fileState === 'lost')
    throw new Refusal('not_found');
  const { channelId } = found.message;
  const isFile = found.kind === 'file';
  return {
    workspaceId,
    owner: { kind: 'attachment', id },
    address,
    isPicture: isPreview || found.kind === 'image',
    isCacheable: !found.isEphemeral && found.message.deletedAt === null,
    privateOrigin: await originOfChannel(tx, workspaceId, channelId),
    ...(found.fileState === 'awaited' ? { servedTo: { workspaceId, channelId } } : {}),
    ...(found.fileState === 'kept' && found.bytes ? { kept: { bytes: found.bytes, isFile, title: found.title } } : {}),
  };
}

/** A file of a post that people comment on, by its position in the post. */
export async function postSource(
  tx: Tx,
  { workspaceId, id, position }: Named & { position: number },
  isPreview: boolean,
): Promise<MediaSource> {
  const post = await tx.post.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { channelId: true, variant: true, attachments: true, deletedAt: true },
  });
  const file = storedFiles.parse(post?.attachments)[position];
  const address = isPreview ? file?.previewUrl : file?.url;
  if (!post || !address) throw new Refusal('not_found');
  return {
    workspaceId,
    owner: { kind: 'post', id },
    address,
    isPicture: isPreview || file?.kind === 'image',
    isCacheable: cacheableFilesOf(post).some(({ url, previewUrl }) => [url, previewUrl].includes(address)),
    privateOrigin: await originOfChannel(tx, workspaceId, post.channelId),
  };
}

/** The picture of a contact, of one of its profiles, of a channel, or of a post's author. */
export async function avatarSource(tx: Tx, named: Named): Promise<MediaSource> {
  // Most avatars are people's.
  const source =
    (await pictureOfPerson(tx, named)) ?? (await pictureOfChannel(tx, named)) ?? (await pictureOfAuthor(tx, named));
  if (!source) throw new Refusal('not_found');
  return source;
}

async function pictureOfChannel(tx: Tx, { workspaceId, id }: Named): Promise<MediaSource | null> {
  const where = { workspaceId_id: { workspaceId, id } };
  const channel = await tx.channel.findUnique({
    where,
    select: { avatarUrl: true, network: true, networkAppId: true },
  });
  if (!channel?.avatarUrl) return null;
  const privateOrigin = originOf(await appFor(tx, workspaceId, channel));
  const owner = { kind: 'channel', id } as const;
  return { workspaceId, owner, address: channel.avatarUrl, isPicture: true, isCacheable: true, privateOrigin };
}

async function pictureOfAuthor(tx: Tx, { workspaceId, id }: Named): Promise<MediaSource | null> {
  const where = { workspaceId_id: { workspaceId, id } };
  const post = await tx.post.findUnique({ where, select: { channelId: true, authorAvatarUrl: true, deletedAt: true } });
  if (!post?.authorAvatarUrl) return null;
  return {
    workspaceId,
    owner: { kind: 'post', id },
    address: post.authorAvatarUrl,
    isPicture: true,
    isCacheable: post.deletedAt === null,
    privateOrigin: await originOfChannel(tx, workspaceId, post.channelId),
  };
}

/** The picture of an account that a network sign-in returned, by its position in the list; it is not a channel yet. */
export async function foundAccountSource(
  tx: Tx,
  caller: Caller,
  { connectionId, position, now }: { connectionId: string; position: number; now: Date },
): Promise<MediaSource> {
  const { workspaceId } = caller;
  const { attempt, found } = await findConnection(tx, caller, { connectionId, now });
  const address = found?.connections[position]?.account.avatarUrl;
  if (!found || !address) throw new Refusal('not_found');
  return {
    workspaceId,
    owner: { kind: 'connection', id: attempt.id },
    address,
    isPicture: true,
    isCacheable: false,
    privateOrigin: originOf(
      await appFor(tx, workspaceId, { network: attempt.network, networkAppId: found.networkAppId }),
    ),
  };
}

async function pictureOfPerson(tx: Tx, { workspaceId, id }: Named): Promise<MediaSource | null> {
  const where = { workspaceId_id: { workspaceId, id } };
  const identity = await tx.identity.findUnique({ where, select: { avatarUrl: true, network: true } });
  const contact = identity
    ? null
    : await tx.contact.findUnique({
        where,
        select: { avatarUrl: true, identities: { select: { network: true, avatarUrl: true } } },
      });
  const address = (identity ?? contact)?.avatarUrl;
  if (!address) return null;
  // A contact shows the picture of one of its profiles.
  const network = identity?.network ?? contact?.identities.find((one) => one.avatarUrl === address)?.network;
  const app = network === undefined ? null : (await appForConnecting(tx, workspaceId, network)).app;
  return {
    workspaceId,
    owner: { kind: identity ? 'identity' : 'contact', id },
    address,
    isPicture: true,
    isCacheable: true,
    privateOrigin: app ? originOf(app) : undefined,
  };
}

/** The files of a post that may be cached: none of a story, which ends after a day, nor of a deleted post. */
export function cacheableFilesOf(post: { variant: string | null; deletedAt: Date | null; attachments: unknown }) {
  if (post.variant === 'story' || post.deletedAt !== null) return [];
  return storedFiles.parse(post.attachments).filter(({ isEphemeral }) => !isEphemeral);
}

async function originOfChannel(tx: Tx, workspaceId: string, channelId: string): Promise<string | undefined> {
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { network: true, networkAppId: true },
  });
  return channel ? originOf(await appFor(tx, workspaceId, channel)) : undefined;
}

function originOf({ baseUrl }: AppSettings): string | undefined {
  return baseUrl === undefined ? undefined : new URL(baseUrl).origin;
}
