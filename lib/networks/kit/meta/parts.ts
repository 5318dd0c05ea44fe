import type { ActionRequest } from '../../contract.ts';
import { withoutOtherActions } from '../own-messages.ts';

/** A message that the account wrote in a conversation. */
type Standing = { id: string };

/**
 * An answer that takes several messages, one after the other: what is known to stand of it. Each that was sent is kept
 * by its id; of those that nobody could keep the conversation tells.
 * @param own what the account wrote there since the answer was asked for
 * @param isThat whether a message says what a part says
 */
export async function standingParts<Part, Message extends Standing>(
  action: ActionRequest,
  parts: readonly Part[],
  { own, isThat }: { own: readonly Message[]; isThat: (message: Message, part: Part) => boolean },
): Promise<(string | null)[]> {
  const kept = parts.map((_, at) => action.idempotency[partName(at)] ?? null);
  const left = new Set(await withoutOtherActions(own, ({ id }) => id, action));
  for (const message of left) if (kept.includes(message.id)) left.delete(message);
  return parts.map((part, at) => {
    const known = kept[at];
    if (known) return known;
    const found = [...left].find((message) => isThat(message, part));
    if (found) left.delete(found);
    return found?.id ?? null;
  });
}

/** Keeps the id of a part that was sent. */
export async function keepPart({ saveProgress }: ActionRequest, at: number, id: string): Promise<void> {
  await saveProgress?.({ [partName(at)]: id });
}

function partName(at: number): string {
  return `part${at}`;
}
