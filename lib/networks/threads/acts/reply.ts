import type { ActionRequest, Receipt } from '../../contract.ts';
import { capabilities } from '../capabilities.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { callThreads } from '../graph.ts';
import { costs, lengthOf, limits } from '../limits.ts';
import { readOwnReplies } from '../read.ts';
import { idAnswer } from '../wire.ts';
import { refuse, type Act } from './act.ts';
import { makeContainer } from './container.ts';

/** Two clocks may differ by a little. */
const SKEW_MS = 5_000;

/**
 * An answer in public, in two steps: a container that nobody sees, then its publication. Only the second can leave
 * doubt; what the account wrote since it was asked for is looked at before the first.
 */
export const reply: Act = {
  perform: async (channel, action) => {
    checkContent(action);
    const standing = await findOwn(channel, action);
    if (standing) return standing;
    const container = await makeContainer(channel, action);
    const { id } = await callThreads(channel, {
      method: 'POST',
      path: 'me/threads_publish',
      body: { form: { creation_id: container } },
      schema: idAnswer,
      costs: costs.reply,
    });
    return receiptOf(id, action);
  },
  find: findOwn,
};

async function findOwn(channel: ThreadsChannel, action: ActionRequest): Promise<Receipt | null> {
  // The network tells whole seconds.
  const since = new Date(Math.floor((action.requestedAt.getTime() - SKEW_MS) / 1000) * 1000);
  let after: string | undefined;
  do {
    const page = await readOwnReplies(channel, { since, after });
    const found = page.data.find(
      (one) =>
        one.replied_to?.id === action.target.externalId &&
        one.timestamp >= since &&
        bare(one.text) === bare(action.text),
    );
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
