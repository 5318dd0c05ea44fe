import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { isTooLong } from '../../text-length.ts';
import { encodeUrn, partsOfComment, postUrl } from '../addresses.ts';
import { callLinkedIn } from '../calls.ts';
import { capabilities } from '../capabilities.ts';
import type { LinkedInChannel } from '../credentials.ts';
import { listComments } from '../read.ts';
import { comment, type Comment } from '../wire.ts';
import type { Act } from './act.ts';

/** How much the clocks of the two sides may differ. */
const SKEW_MS = 60_000;

/** "Comments API": LinkedIn accepts no idempotency key, so a repeated attempt checks for an earlier one first. */
export const reply: Act = {
  perform: async (channel, action) => {
    refuseWhatCannotBe(action);
    const found = action.isNotSent ? null : await findReply(channel, action);
    if (found) return found;
    const { on, root, parent } = placeOf(action);
    const sent = await callLinkedIn(channel, {
      resource: 'comments',
      method: 'POST',
      path: `socialActions/${encodeUrn(on)}/comments`,
      json: {
        actor: channel.account.externalId,
        object: root,
        message: { text: action.text },
        ...(parent && { parentComment: parent }),
      },
      schema: comment,
    });
    return receiptOf(sent);
  },
  find: async (channel, action) => {
    try {
      return await findReply(channel, action);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (error.kind === 'gone') return null;
      // Somebody else's post may be answerable though it cannot be read.
      if (error.reason === 'missing_permission') return 'unknown';
      throw error;
    }
  },
};

/** Where an answer goes. LinkedIn has one level of answers, so an answer to an answer goes under the top comment. */
function placeOf({ target, itemKind }: ActionRequest): { on: string; root: string; parent: string | null } {
  if (itemKind === 'mention' && !partsOfComment(target.externalId)) {
    return { on: target.externalId, root: target.reference.activity ?? target.externalId, parent: null };
  }
  const above = target.parentExternalId;
  const parent = above && partsOfComment(above) ? above : target.externalId;
  return { on: parent, root: partsOfComment(parent)?.root ?? target.threadExternalId, parent };
}

/** The page's own comment with this text, written there since the reply was requested. */
async function findReply(channel: LinkedInChannel, action: ActionRequest): Promise<Receipt | null> {
  const { on } = placeOf(action);
  const since = action.requestedAt.getTime() - SKEW_MS;
  for (let start: number | null = 0; start !== null;) {
    const page: { elements: Comment[]; next: number | null } = await listComments(
      channel,
      { on, start },
      { isPartOfWrite: true },
    );
    const same = page.elements.filter(
      (one) =>
        one.actor === channel.account.externalId &&
        one.created.time >= since &&
        one.message.text.trim() === action.text.trim(),
    );
    const found = await findUnclaimed(same, ({ urn }) => urn, action);
    if (found) return receiptOf(found);
    start = page.next;
  }
  return null;
}

function receiptOf({ urn }: Comment): Receipt {
  return { externalId: urn, url: postUrl(partsOfComment(urn)?.root ?? urn) };
}

function refuseWhatCannotBe({ itemKind, text, attachments }: ActionRequest): void {
  const limits = capabilities[itemKind]?.reply;
  if (!limits) throw new NetworkError('refused', 'not_offered');
  if (attachments.length > 0) throw new NetworkError('refused', 'attachment_refused');
  if (isTooLong(text, limits)) throw new NetworkError('refused', 'text_too_long');
}
