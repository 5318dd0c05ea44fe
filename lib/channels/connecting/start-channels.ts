import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { channelJobs } from '../jobs.ts';

/** Starts newly connected channels: announces them to open browsers, reads them and checks their credentials. */
export async function startChannels(workspaceId: string, channels: readonly { id: string }[]): Promise<void> {
  announce(workspaceId);
  for (const { id: channelId } of channels) {
    await enqueue(channelJobs.pullChannel, { workspaceId, channelId });
    await enqueue(channelJobs.checkCredentials, { workspaceId, channelId });
  }
}
