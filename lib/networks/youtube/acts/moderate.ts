import { NetworkError } from '../../errors.ts';
import { GoogleError } from '../../kit/google/errors.ts';
import { prices } from '../limits.ts';
import { readCommentsById, readWithheld, withheldIn } from '../read.ts';
import type { Session } from '../calls.ts';
import { nothing } from '../wire.ts';
import type { Act } from './act.ts';

/** Holds a comment back, like one that awaits approval. */
export const hide: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'heldForReview' }),
  // Repeating it changes nothing, so an attempt with an unknown outcome is safe to repeat.
  find: async (session, { target }) => ((await isHeld(session, target)) ? {} : null),
};

/** Publishes a comment again, or one that awaited approval. */
export const unhide: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'published' }),
  find: async (session, { target }) =>
    (await isThere(session, target.externalId)) && !(await isHeld(session, target)) ? {} : null,
};

/**
 * Rejects somebody's comment, which cannot be undone: the network has no other way to delete other people's comments.
 */
export const reject: Act = {
  perform: (session, { target }) => moderate(session, target.externalId, { moderationStatus: 'rejected' }),
  find: async (session, { target }) => {
    if (await isThere(session, target.externalId)) return null;
    return (await isHeld(session, target)) ? null : {};
  },
};

/** Rejects the comment and every future one of its author. There is no list of banned people, and no way to undo it. */
export const block: Act = {
  perform: (session, { target }) =>
    moderate(session, target.externalId, { moderationStatus: 'rejected', banAuthor: true }),
  // Nothing shows whether somebody is banned. Banning twice changes nothing.
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
    // Both errors are also returned for comments that are gone.
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

/** Only the list of comments awaiting approval shows it; a comment that is read by id does not. */
async function isHeld(session: Session, target: { externalId: string; postExternalId?: string }): Promise<boolean> {
  const { threads } = await readWithheld(session, 'held', target.postExternalId);
  return threads.some((thread) => withheldIn(thread, 'held').some(({ id }) => id === target.externalId));
}
