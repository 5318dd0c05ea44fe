import type { InboundEvent } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { notedChange } from '../../kit/last-change.ts';
import type { FacebookChannel } from '../credentials.ts';
import { withHiding, type Under } from '../inbound.ts';
import { messagesOf, walkComments } from '../read-comments.ts';
import type { Comment } from '../wire.ts';
import { notePost, noteSeen, secondsOf, type Cursor, type ToRead } from './cursor.ts';
import type { Found } from './found.ts';

/** The first pause after a refusal, in seconds; each further one is twice as long. After so many, reading waits for activity. */
const FIRST_PAUSE_S = 3_600;
const REFUSALS = 5;

/** Reads the comments of the posts in the cursor's list, post by post, the newest comments first. */
export async function* readComments(channel: FacebookChannel, cursor: Cursor): AsyncGenerator<Found, void, undefined> {
  const next = () => cursor.toRead.find(({ due = 0 }) => due <= secondsOf(channel.now()));
  for (let reading = next(); reading; reading = next()) {
    if (reading.count === 0 && reading.after === undefined) {
      finish(channel, cursor, reading);
      continue;
    }
    try {
      yield* readOne(channel, cursor, reading);
    } catch (error) {
      // A post that was deleted, or that the Page may no longer see, must not block the others.
      if (!(error instanceof NetworkError) || (error.kind !== 'gone' && error.kind !== 'refused')) throw error;
      if (error.kind === 'gone') finish(channel, cursor, reading);
      else putOff(channel, cursor, reading);
    }
  }
}

async function* readOne(
  channel: FacebookChannel,
  cursor: Cursor,
  reading: ToRead,
): AsyncGenerator<Found, void, undefined> {
  for await (const { data, after } of walkComments(channel, reading.id, reading.after)) {
    const times = data.map((node) => secondsOf(node.created_time));
    reading.head = Math.max(reading.head ?? 0, ...times);
    const wanted = data.filter((node) => secondsOf(node.created_time) >= reading.floor);
    const events = changesOf(channel, cursor, wanted, reading);
    const isEnd = after === undefined || times.some((at) => at < reading.floor);
    if (isEnd) finish(channel, cursor, reading);
    else reading.after = after;
    yield { events };
    if (isEnd) return;
  }
}

/** The changes in these comments since they were last read. */
export function changesOf(channel: FacebookChannel, cursor: Cursor, comments: Comment[], under: Under): InboundEvent[] {
  return messagesOf(comments, under, channel.account).flatMap(({ node, message }): InboundEvent[] => {
    const isHidden = node.is_hidden ?? false;
    const at = secondsOf(node.created_time);
    const change = noteSeen(cursor, { id: node.id, postId: under.id, text: message.text, isHidden, at });
    if (change.isNew) return withHiding(message, isHidden);
    return [
      // The node does not say when it was edited: it was between the last reading and now.
      ...(change.isEdited ? [{ ...message, editedAt: channel.now() }] : []),
      ...(change.isHiddenChanged ? [{ type: 'message_hidden' as const, externalId: node.id, hidden: isHidden }] : []),
    ];
  });
}

/** A refusal may pass: nothing says that these comments will come another way. */
function putOff(channel: FacebookChannel, cursor: Cursor, reading: ToRead): void {
  const refusals = (reading.refusals ?? 0) + 1;
  if (refusals > REFUSALS) return finish(channel, cursor, reading);
  Object.assign(reading, { refusals, due: secondsOf(channel.now()) + FIRST_PAUSE_S * 2 ** (refusals - 1) });
}

function finish(channel: FacebookChannel, cursor: Cursor, reading: ToRead): void {
  cursor.toRead = cursor.toRead.filter((one) => one !== reading);
  const { id, count, updated, floor, head = floor } = reading;
  const known = cursor.posts.find((one) => one.id === id);
  const noted = notedChange(updated * 1_000, channel.now()) / 1_000;
  notePost(cursor, { id, count, updated: noted, head: Math.max(head, known?.head ?? 0) });
}
