import type { ActionRequest, Receipt } from '../../contract.ts';
import { capabilities } from '../capabilities.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { callThreads } from '../graph.ts';
import { costs, lengthOf, limits } from '../limits.ts';
import { readOwnReplies } from '../read.ts';
import { idAnswer } from '../wire.ts';
import { refuse, type Act } from './act.ts';
import { makeContainer, statusOf } from './container.ts';

/** Two clocks may differ by a little. */
const SKEW_MS = 5_000;

/** Containers whose publication was begun, by the key of the attempt: for as long as this process lives. */
const begun = new Map<string, string>();
const BEGUN_MAX = 1_000;

/**
 * An answer in public, in two steps: a container that nobody sees, then its publication. Only the second can leave
 * doubt. A container is published once, however often it is asked for: a later attempt takes the same one where it is
 * still known here; else what the account wrote since it was asked for is looked through.
 */
export const reply: Act = {
  perform: async (channel, action) => {
    checkContent(action);
    const standing = await findOwn(channel, action);
    if (standing) return standing;
    const container = begun.get(keyOf(action)) ?? (await makeContainer(channel, action));
    note(keyOf(action), container);
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
    const container = begun.get(keyOf(action));
    if (standing || !container) return standing;
    const status = await statusOf(channel, container);
    // Published, and not in the list yet: what its id is can be told later.
    if (status === 'PUBLISHED') return 'unknown';
    if (status !== 'FINISHED') begun.delete(keyOf(action));
    return null;
  },
};

function keyOf({ idempotency }: ActionRequest): string {
  const { attempt } = idempotency;
  if (!attempt) throw new Error('a reply without the key of its attempt: prepare() makes it');
  return attempt;
}

function note(key: string, container: string): void {
  begun.set(key, container);
  const [oldest] = begun.keys();
  if (begun.size > BEGUN_MAX && oldest !== undefined) begun.delete(oldest);
}

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
