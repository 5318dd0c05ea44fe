import type { Act } from './act.ts';
import type { Session } from '../session.ts';
import { nothing, profile } from '../wire.ts';

/** Mutes are private, and repeating one changes nothing. */
export const mute: Act = {
  perform: (session, { target }) => setMuted(session, 'app.bsky.graph.muteActor', target.authorExternalId),
  find: async (session, { target }) => ((await isMuted(session, target.authorExternalId)) ? {} : null),
};

export const unmute: Act = {
  perform: (session, { target }) => setMuted(session, 'app.bsky.graph.unmuteActor', target.authorExternalId),
  find: async (session, { target }) => ((await isMuted(session, target.authorExternalId)) ? null : {}),
};

async function setMuted(session: Session, nsid: string, actor: string) {
  await session.procedure(nsid, { json: { actor } }, nothing, { writes: false });
  return {};
}

async function isMuted(session: Session, actor: string): Promise<boolean> {
  const { viewer } = await session.query('app.bsky.actor.getProfile', { actor }, profile);
  return viewer?.muted ?? false;
}
