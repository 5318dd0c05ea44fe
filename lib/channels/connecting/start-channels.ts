import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { channelJobs } from '../jobs.ts';

/** After channels were connected: informs open browsers, starts the first pull, and checks the channels' rights. */
export async function startChannels(workspaceId: string, channels: readonly { id: string }[]): Promise<void> {
  announce(workspaceId);
  for (const { id: channelId } of channels) {
    await enqueue(channelJobs.pullChannel, { workspaceId, channelId });
    await enqueue(channelJobs.checkCredentials, { workspaceId, channelId });
  }
}
