import type { ChannelContext, PullPage } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import type { GoogleCredentials } from '../kit/google/credentials.ts';
import { inOrder, messagesOf } from './pull/changes.ts';
import { postReader, readThreads, repliesOf } from './read.ts';
import { openSession } from './calls.ts';

/**
 * Reads all threads of a video with all their replies. A video that is gone, or has comments switched off, has none.
 */
export async function* rereadPost(
  channel: ChannelContext<GoogleCredentials>,
  videoId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const session = openSession(channel);
  const posts = await postReader(session)([videoId]);
  let pageToken: string | undefined;
  do {
    const page = await readThreads(session, { videoId, ...(pageToken ? { pageToken } : {}) }).catch(
      (error: unknown) => {
        const hasNone = error instanceof NetworkError && (error.kind === 'gone' || error.reason === 'comments_closed');
        if (hasNone) return null;
        throw error;
      },
    );
    if (!page) return;
    const events = [];
    for (const thread of page.threads) {
      const replies = await repliesOf(session, thread);
      events.push(...messagesOf(session, thread, [thread.snippet.topLevelComment, ...replies], replies));
    }
    yield { events: inOrder(events), posts };
    pageToken = page.nextPageToken;
  } while (pageToken);
}
