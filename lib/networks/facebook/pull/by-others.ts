import type { InboundEvent } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { mentionOfPost, withHiding } from '../inbound.ts';
import { isBadCursor } from '../read-comments.ts';
import { postFields, postsAnswer, type Post } from '../wire.ts';
import { noteSeen, secondsOf, type Cursor, type Deep } from './cursor.ts';
import { noteChanged } from './own-posts.ts';
import type { Found } from './found.ts';
import { oldest, OVERLAP } from './spans.ts';

export const lists = [
  { name: 'visitors', edge: 'visitor_posts', variant: 'visitor_post', query: { include_hidden: true } },
  { name: 'tagged', edge: 'tagged', variant: 'tag', query: {} },
] as const;
type List = (typeof lists)[number];

const PAGE = 50;
/** The most pages of news that one pull reads; the rest is read like older history. */
const HEAD_PAGES = 5;

/** Posts that visitors wrote on the Page, and posts elsewhere that tag it. */
export async function* readPostsByOthers(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  for (const list of lists) {
    const state = cursor[list.name];
    const isFirst = state.head === 0 && !state.isDone;
    const floor = isFirst ? oldest(channel.now()) : state.head - OVERLAP;
    let after: string | undefined;
    for (let pages = 0; pages < (isFirst ? 1 : HEAD_PAGES); pages += 1) {
      const read = await readList(channel, cursor, list, { after, floor });
      if (isFirst) Object.assign(state, { after: read.after, isDone: read.after === undefined });
      yield { events: read.events };
      after = read.after;
      if (after === undefined) break;
    }
  }
}

/** One more page of each list. */
export async function* readPostsByOthersDeeper(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  for (const list of lists) {
    const state = cursor[list.name];
    if (state.isDone) continue;
    const read = await readList(channel, cursor, list, { after: state.after, floor: oldest(channel.now()) });
    Object.assign(state, { after: read.after, isDone: read.after === undefined });
    yield { events: read.events };
  }
}

async function readList(
  channel: FacebookChannel,
  cursor: Cursor,
  list: List,
  { after, floor }: { after: string | undefined; floor: number },
): Promise<{ events: InboundEvent[]; after: string | undefined }> {
  const page = await readPage(channel, list, after);
  const nodes = page.data.filter(({ from }) => from?.id !== channel.account.externalId);
  const inSpan = nodes.filter((node) => secondsOf(node.created_time) >= floor);
  noteHead(cursor[list.name], page.data);
  noteChanged(
    cursor,
    channel,
    nodes.filter((node) => secondsOf(node.created_time) >= oldest(channel.now())),
  );
  const isEnd = page.data.some((node) => secondsOf(node.created_time) < floor);
  return {
    events: inSpan.flatMap((node) => changeOf(channel, cursor, node, list)),
    after: isEnd ? undefined : page.after,
  };
}

function changeOf(channel: FacebookChannel, cursor: Cursor, node: Post, { variant }: List): InboundEvent[] {
  const message = mentionOfPost(node, variant);
  const isHidden = node.is_hidden ?? false;
  const at = secondsOf(node.created_time);
  const change = noteSeen(cursor, { id: node.id, postId: node.id, text: message.text, isHidden, at });
  if (change.isNew) return withHiding(message, isHidden);
  return [
    ...(change.isEdited ? [{ ...message, editedAt: channel.now() }] : []),
    ...(change.isHiddenChanged ? [{ type: 'message_hidden' as const, externalId: node.id, hidden: isHidden }] : []),
  ];
}

/** A page of one of the lists. */
export async function readPage(channel: FacebookChannel, { edge, query }: List, after: string | undefined) {
  const read = (from: string | undefined) =>
    callGraph(channel, {
      path: `${channel.account.externalId}/${edge}`,
      query: { ...query, fields: postFields, limit: PAGE, after: from },
      schema: postsAnswer,
    });
  const page = await read(after).catch((error: unknown) => {
    if (after !== undefined && isBadCursor(error) && error instanceof NetworkError) return read(undefined);
    throw error;
  });
  return { data: page.data, after: page.paging?.next === undefined ? undefined : page.paging.cursors?.after };
}

function noteHead(state: Deep, nodes: Post[]): void {
  state.head = Math.max(state.head, ...nodes.map((node) => secondsOf(node.created_time)));
}
