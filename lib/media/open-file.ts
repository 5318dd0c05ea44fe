import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { NetworkError } from '#lib/networks/errors.ts';

export type OpenedFile = {
  address: string;
  headers: Readonly<Record<string, string>>;
  privateOrigin: string | undefined;
};

/** Longer, nobody waits for a picture, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Asks a channel's network where a file can be downloaded now.
 * @throws NetworkError
 */
export async function openFile(channelRef: ChannelRef, address: string): Promise<OpenedFile> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const channel = await asProduct(channelRef.workspaceId, (tx) => openChannel(tx, channelRef, signal));
  const opened = await channel?.connector.openFile?.(channel.context, address);
  if (!opened) throw new NetworkError('unauthorized', 'bad_credentials');
  const { baseUrl } = channel?.context.app ?? {};
  // The operator chose this address; the networks' own addresses are public.
  const privateOrigin = baseUrl === undefined ? undefined : new URL(baseUrl).origin;
  return { address: opened.address.href, headers: opened.headers, privateOrigin };
}
