import { rkeyOf, type Act } from './act.ts';
import { collections, parseUri } from '../addresses.ts';
import { createRecord, deleteRecord, readRecord } from './records.ts';
import { readTarget } from './target.ts';
import { readPosts } from '../thread-context.ts';

export const like: Act = {
  async perform(session, action) {
    const target = await readTarget(session, action);
    const liked = target.viewer?.like && parseUri(target.viewer.like);
    if (liked) return { undo: { rkey: liked.rkey } };
    const rkey = rkeyOf(action);
    const subject = { uri: target.uri, cid: target.cid };
    const record = { subject, createdAt: action.requestedAt.toISOString() };
    await createRecord(session, { collection: collections.like, rkey, record });
    return { undo: { rkey } };
  },
  async find(session, action) {
    const rkey = rkeyOf(action);
    return (await readRecord(session, collections.like, rkey)) ? { undo: { rkey } } : null;
  },
};

export const unlike: Act = {
  async perform(session, { target }) {
    const post = target.undo ? undefined : (await readPosts(session, [target.externalId])).get(target.externalId);
    const rkey = target.undo?.rkey ?? (post?.viewer?.like && parseUri(post.viewer.like)?.rkey);
    if (rkey) await deleteRecord(session, collections.like, rkey);
    return {};
  },
  async find(session, { target }) {
    if (!target.undo?.rkey) return 'unknown';
    return (await readRecord(session, collections.like, target.undo.rkey)) ? null : {};
  },
};
