import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { capabilities } from '../capabilities.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { callThreads } from '../calls.ts';
import { costs, lengthOf, limits } from '../limits.ts';
import { readOwnReplies } from '../read.ts';
import { idAnswer } from '../wire.ts';
import { refuse, type Act } from './act.ts';
import { makeContainer, statusOf } from './container.ts';

/** The clocks of the two sides may differ a little. */
const SKEW_MS = 5_000;

/**
 * A public answer in two steps: a container that nobody sees, then its publication. Only the outcome of the second
 * step can be unknown. The container's id is stored before it, so that a later attempt, in this process or another,
 * checks the status of that container ("Threads API, Publishing, Troubleshooting") and never publishes a second one.
 */
export const reply: Act = {
  perform: async (channel, action) => {
    checkContent(action);
    const standing = action.isNotSent ? null : await findOwn(channel, action);
    if (standing) return standing;
    const container = (await keptContainer(channel, action)) ?? (await newContainer(channel, action));
    const { id } = await callThreads(channel, {
      method: 'POST',
      path: 'me/threads_publish',
      body: { form: { creation_id: container } },
      schema: idAnswer,
      costs: costs.reply,
    });
    return receiptOf(id, action);
  },
  find: async (channel, action) => {
    const standing = await findOwn(channel, action);
    const { container } = action.progress;
    if (standing || !container) return standing;
    // Published, but not in the list yet: its id is found later.
    return (await statusOf(channel, container)) === 'PUBLISHED' ? 'unknown' : null;
  },
};

/** The container of an earlier attempt, if it can still be published. @throws NetworkError when it was published */
async function keptContainer(channel: ThreadsChannel, { progress }: ActionRequest): Promise<string | null> {
  const { container } = progress;
  if (!container) return null;
  const status = await statusOf(channel, container);
  if (status === 'PUBLISHED') {
    throw new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'published, and not listed yet' });
  }
  return status === 'FINISHED' ? container : null;
}

async function newContainer(channel: ThreadsChannel, action: ActionRequest): Promise<string> {
  const container = await makeContainer(channel, action);
  await action.saveProgress?.({ container });
  return container;
}

async function findOwn(channel: ThreadsChannel, action: ActionRequest): Promise<Receipt | null> {
  // The network's times are whole seconds.
  const since = new Date(Math.floor((action.requestedAt.getTime() - SKEW_MS) / 1000) * 1000);
  let after: string | undefined;
  do {
    const page = await readOwnReplies(channel, { since, after });
    const same = page.data.filter(
      (one) =>
        one.replied_to?.id === action.target.externalId &&
        one.timestamp >= since &&
        bare(one.text) === bare(action.text),
    );
    const found = await findUnclaimed(same, ({ id }) => id, action);
    if (found) return receiptOf(found.id, action);
    after = page.after;
  } while (after !== undefined);
  return null;
}

function receiptOf(id: string, { target }: ActionRequest): Receipt {
  const { rootId } = target.reference;
  return { externalId: id, reference: { repliedTo: target.externalId, ...(rootId ? { rootId } : {}) } };
}

function checkContent({ itemKind, text, attachments, target }: ActionRequest): void {
  if (!capabilities[itemKind]?.reply) throw refuse('not_offered');
  if (target.reference.pending) throw refuse('replies_not_allowed', 'it waits for approval');
  if (lengthOf(text) > limits.text.characters) throw refuse('text_too_long');
  const { max, maxBytes, types } = limits.images;
  if (attachments.length > max) throw refuse('attachment_refused', `more than ${max} images`);
  for (const { bytes, mimeType } of attachments) {
    if (!types.some((type) => type === mimeType)) throw refuse('attachment_refused', mimeType);
    if (bytes.byteLength > maxBytes) throw refuse('attachment_refused', `${bytes.byteLength} bytes`);
  }
}

function bare(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
