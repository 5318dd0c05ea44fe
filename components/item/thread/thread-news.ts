import type { ActionView, MessageView } from '#lib/items/types.ts';

/** Something that changed in an open thread without the reader's doing. */
export type ThreadNews =
  | { kind: 'arrived' | 'sent' | 'failed' | 'unconfirmed'; message: MessageView }
  | { kind: 'actionFailed'; action: ActionView };

/** What is new in a thread since it was shown last. Earlier messages that are loaded above are not new. */
export function threadNews(before: readonly MessageView[], after: readonly MessageView[]): ThreadNews[] {
  const known = new Map(before.map((message) => [message.id, message]));
  const lastKnown = after.findLastIndex(({ id }) => known.has(id));
  // Nothing in common: the thread was read anew.
  if (lastKnown < 0 && before.length > 0) return [];
  return after.flatMap((message, index): ThreadNews[] => {
    const earlier = known.get(message.id);
    if (!earlier && index < lastKnown) return [];
    if (message.direction === 'inbound') return inboundNews(earlier, message);
    if (earlier?.state === message.state) return [];
    const { state } = message;
    return state === 'sent' || state === 'failed' || state === 'unconfirmed' ? [{ kind: state, message }] : [];
  });
}

function inboundNews(earlier: MessageView | undefined, message: MessageView): ThreadNews[] {
  if (!earlier) return [{ kind: 'arrived', message }];
  const { action } = message;
  const hasFailed = action?.state === 'failed' || action?.state === 'unconfirmed';
  return hasFailed && earlier.action?.state !== action.state ? [{ kind: 'actionFailed', action }] : [];
}
