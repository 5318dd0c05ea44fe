import type { TikTokChannel } from '../credentials.ts';
import { unlessUnreadable } from '../../kit/unless-gone.ts';
import { BACKFILL_MS } from '../limits.ts';
import { type Batch, inBatches } from '../pull/batch.ts';
import { type Cursor, type ListState, seconds } from '../pull/cursor.ts';
import type { Position } from '../wire.ts';
import { commentMention, handleIn, videoMention } from './inbound.ts';
import { readMentionComment, readMentionComments, readMentionVideos } from './read.ts';
import type { MentionComment, MentionVideo } from './wire.ts';

/** The most pages of older mentions in one pull. */
const OLDER_PAGES = 5;
const MENTIONS_A_PAGE = 25;

type Entry = { id: string; at: Date };
type ListPage<T> = { entries: (Entry & { reported: T })[]; next: Position | null };

/** Posts and comments that name the account. The network lists them two or three hours late. Moves the cursor. */
export async function* pullMentions(channel: TikTokChannel, cursor: Cursor): AsyncGenerator<Batch, void, undefined> {
  yield* readList(channel, cursor.mentions.videos, listVideos, (video, batch) => {
    batch.events.push(videoMention(video, channel.now()));
    return Promise.resolve();
  });
  yield* readList(channel, cursor.mentions.comments, listComments, async (listed, batch) => {
    const { comment_id: commentId, item_id: itemId } = listed;
    const { commenter_handle_name: handle } =
      (await unlessUnreadable(readMentionComment(channel, { commentId, itemId }))) ?? {};
    const { message, post } = commentMention(
      { ...listed, ...(handle && { commenter_handle_name: handle }) },
      channel.now(),
    );
    batch.events.push(message);
    batch.posts.push(post);
  });
}

async function* readList<T>(
  channel: TikTokChannel,
  state: ListState,
  list: (channel: TikTokChannel, at?: Position) => Promise<ListPage<T>>,
  report: (reported: T, batch: Batch) => Promise<void>,
): AsyncGenerator<Batch, void, undefined> {
  const isFirst = Object.keys(state.k).length === 0;
  const floor = +channel.now() - BACKFILL_MS;
  const take = (page: ListPage<T>, { all }: { all: boolean }) => {
    const fresh = page.entries.filter(
      ({ id, at }) => !(id in state.k) && +at >= floor && (all || seconds(at) > state.w),
    );
    return inBatches(fresh, MENTIONS_A_PAGE, async ({ id, at, reported }, batch) => {
      await report(reported, batch);
      state.k[id] = seconds(at);
    });
  };
  // A page without entries says nothing of those below.
  const older = ({ entries, next }: ListPage<T>) =>
    entries.length > 0 && entries.every(({ at }) => +at < floor) ? null : next;

  const head = await list(channel);
  const joins = head.entries.some(({ id }) => id in state.k);
  // Set before anything is reported: a job that dies then must still know that there is more.
  if (isFirst || !joins) state.pos = older(head);
  yield* take(head, { all: isFirst });
  for (let pages = 0; pages < OLDER_PAGES && state.pos !== null; pages += 1) {
    const page = await list(channel, state.pos);
    yield* take(page, { all: true });
    state.pos = page.next === state.pos ? null : older(page);
  }
}

async function listVideos(channel: TikTokChannel, at?: Position): Promise<ListPage<MentionVideo>> {
  const { videos, cursor, has_more } = await readMentionVideos(channel, at);
  return {
    entries: videos.map((reported) => ({ id: reported.item_id, at: reported.create_time ?? channel.now(), reported })),
    next: has_more ? (cursor ?? null) : null,
  };
}

/** Comments under the account's own posts are skipped, because they arrive as comments. */
async function listComments(channel: TikTokChannel, at?: Position): Promise<ListPage<MentionComment>> {
  const { comments, cursor, has_more } = await readMentionComments(channel, at);
  const foreign = comments.filter(({ video_link }) => handleIn(video_link) !== channel.account.handle);
  return {
    entries: foreign.map((reported) => ({
      id: reported.comment_id,
      at: reported.comment_create_time ?? channel.now(),
      reported,
    })),
    next: has_more ? (cursor ?? null) : null,
  };
}
