import type { ActionRequest } from '../../contract.ts';
import { withoutOtherActions } from '../own-messages.ts';

/** A message that the account wrote in a conversation. */
type Standing = { id: string };

/**
 * Which parts of an answer were sent already. An answer may need several messages, one after the other. The ids of
 * sent parts are stored; a part whose id could not be stored is searched in the conversation.
 * @param own what the account wrote there since the answer was requested
 * @param isThat whether a message has the content of a part
 */
export async function sentParts<Part, Message extends Standing>(
  action: ActionRequest,
  parts: readonly Part[],
  { own, isThat }: { own: readonly Message[]; isThat: (message: Message, part: Part) => boolean },
): Promise<(string | null)[]> {
  const kept = parts.map((_, at) => action.progress[partName(at)] ?? null);
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

/** Stores the id of a part that was sent. */
export async function savePart({ saveProgress }: ActionRequest, at: number, id: string): Promise<void> {
  await saveProgress?.({ [partName(at)]: id }, { sentExternalIds: [id] });
}

function partName(at: number): string {
  return `part${at}`;
}
