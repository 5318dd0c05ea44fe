import type { ActionRequest } from '../../contract.ts';
import { refuse, type Act } from './act.ts';
import { collections, parseUri } from '../addresses.ts';
import { XrpcError } from '../errors.ts';
import { limits } from '../limits.ts';
import { readRecord } from './records.ts';
import type { Session } from '../session.ts';
import { threadgateRecord, writeAnswer } from '../wire.ts';

/** Other clients and members may write the same threadgate at the same moment. */
const ATTEMPTS = 5;

export const hide: Act = {
  async perform(session, action) {
    await changeHidden(
      session,
      action,
      (hidden) => {
        if (hidden.length >= limits.hiddenReplies) throw refuse('too_many_hidden');
        return [...hidden, action.target.externalId];
      },
      true,
    );
    return {};
  },
  find: async (session, action) => ((await isHidden(session, action)) ? {} : null),
};

export const unhide: Act = {
  async perform(session, action) {
    await changeHidden(session, action, (hidden) => hidden.filter((uri) => uri !== action.target.externalId), false);
    return {};
  },
  find: async (session, action) => ((await isHidden(session, action)) ? null : {}),
};

/** Writes the threadgate only if it did not change since it was read; otherwise reads it again. Keeps who may reply. */
async function changeHidden(
  session: Session,
  action: ActionRequest,
  change: (hidden: string[]) => string[],
  wanted: boolean,
): Promise<void> {
  const { rootUri, rkey } = gateOf(session, action);
  for (let attempt = 1; ; attempt += 1) {
    const existing = await readRecord(session, collections.threadgate, rkey);
    const gate = threadgateRecord.safeParse(existing?.value).data ?? {};
    const hidden = gate.hiddenReplies ?? [];
    if (hidden.includes(action.target.externalId) === wanted) return;
    const record = {
      createdAt: action.requestedAt.toISOString(),
      ...gate,
      $type: collections.threadgate,
      post: rootUri,
      hiddenReplies: change(hidden),
    };
    const swapRecord = existing?.cid ?? null;
    const json = { repo: session.did, collection: collections.threadgate, rkey, record, swapRecord };
    try {
      await session.procedure('com.atproto.repo.putRecord', { json }, writeAnswer);
      return;
    } catch (cause) {
      if (!(cause instanceof XrpcError) || cause.code !== 'InvalidSwap' || attempt === ATTEMPTS) throw cause;
    }
  }
}

async function isHidden(session: Session, action: ActionRequest): Promise<boolean> {
  const existing = await readRecord(session, collections.threadgate, gateOf(session, action).rkey);
  const gate = threadgateRecord.safeParse(existing?.value).data;
  return gate?.hiddenReplies?.includes(action.target.externalId) ?? false;
}

/** The threadgate is beside the root post, under the same key. In somebody else's thread the account has none. */
function gateOf(session: Session, { target }: ActionRequest): { rootUri: string; rkey: string } {
  const rootUri = target.reference.rootUri ?? target.threadExternalId;
  const root = parseUri(rootUri);
  if (root?.did !== session.did || root.collection !== collections.post) throw refuse('not_offered');
  return { rootUri, rkey: root.rkey };
}
