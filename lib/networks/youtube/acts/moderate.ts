import { NetworkError } from '../../errors.ts';
import { GoogleError } from '../../kit/google/errors.ts';
import { prices } from '../limits.ts';
import { readCommentsById, readWithheld, withheldIn } from '../read.ts';
import type { Session } from '../calls.ts';
import { nothing } from '../wire.ts';
import type { Act } from './act.ts';

/** Holds a comment back, as if it waited for approval. */
export const hide: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'heldForReview' }),
  // To say it again changes nothing, so what is not found may be done again.
  find: async (session, { target }) => ((await isHeld(session, target)) ? {} : null),
};

/** Publishes it again, or one that waited for approval. */
export const unhide: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'published' }),
  find: async (session, { target }) =>
    (await isThere(session, target.externalId)) && !(await isHeld(session, target)) ? {} : null,
};

/** Rejects somebody's comment, which no one can take back: the network deletes others' comments in no other way. */
export const reject: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'rejected' }),
  find: async (session, { target }) => {
    if (await isThere(session, target.externalId)) return null;
    return (await isHeld(session, target)) ? null : {};
  },
};

/** Rejects the comment, and all that its author will ever write here. There is no list of the banned, and no way back. */
export const block: Act = {
  perform: (session, { target }) =>
    moderate(session, target.externalId, { moderationStatus: 'rejected', banAuthor: true }),
  // Whether somebody is banned cannot be read. To ban twice changes nothing.
  find: () => Promise.resolve(null),
};

type Verdict = { moderationStatus: 'heldForReview' | 'published' | 'rejected'; banAuthor?: true };

async function moderate(session: Session, id: string, verdict: Verdict): Promise<Record<string, never>> {
  try {
    const query = { id, ...verdict };
    await session.write('comments/setModerationStatus', {
      method: 'POST',
      query,
      units: prices.change,
      schema: nothing,
    });
    return {};
  } catch (error) {
    // Both are said of comments that are no more, too.
    const isVague = error instanceof GoogleError && (error.code === 'forbidden' || error.code === 'processingFailure');
    if (isVague && !(await isKnown(session, id))) {
      throw new NetworkError('gone', 'target_gone', { detail: error.message, cause: error });
    }
    throw error;
  }
}

async function isKnown(session: Session, id: string): Promise<boolean> {
  return (await isThere(session, id)) || (await isHeld(session, { externalId: id }));
}

async function isThere(session: Session, id: string): Promise<boolean> {
  return (await readCommentsById(session, [id])).length > 0;
}

/** Only the list of what waits for approval tells: read by id, a comment does not say it. */
async function isHeld(session: Session, target: { externalId: string; postExternalId?: string }): Promise<boolean> {
  const { threads } = await readWithheld(session, 'held', target.postExternalId);
  return threads.some((thread) => withheldIn(thread, 'held').some(({ id }) => id === target.externalId));
}
