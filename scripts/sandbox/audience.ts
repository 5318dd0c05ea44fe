import type { ItemKind } from '#lib/networks/contract.ts';
import type { NetworkSandbox } from '#sandbox/kit/types.ts';
import { deck } from '../demo/random-order.ts';
import { fans, posts, words } from './texts.ts';

const HOUR_MS = 3_600_000;
/** How many words each kind begins with. */
const FIRST_WORDS: Record<ItemKind, number> = { comment: 4, mention: 2, message: 2, review: 3 };

export type Crowd = { /** Says one more thing. */ speak: () => void };

/** Gives a network its first posts and words, written over the last two days, and somebody who goes on. */
export function gatherCrowd(sandbox: NetworkSandbox): Crowd {
  const written = posts.map((text) => sandbox.brandPosts(text));
  const under = deck(written);
  const who = deck(fans);
  const kinds = [...sandbox.kinds];
  const says = new Map(kinds.map((kind) => [kind, deck(words[kind])]));
  const kindDeck =
    kinds.length > 0 ? deck(kinds.flatMap((kind) => (kind === 'comment' ? [kind, kind, kind] : [kind]))) : null;

  const write = (kind: ItemKind, agoMs?: number) => {
    const say = says.get(kind)?.();
    if (!say) return;
    sandbox.fanWrites({
      kind,
      text: say.text,
      fan: who(),
      ...(kind === 'comment' ? { under: under() } : {}),
      ...(say.rating === undefined ? {} : { rating: say.rating }),
      ...(agoMs === undefined ? {} : { agoMs }),
    });
  };
  for (const kind of kinds) {
    for (let n = FIRST_WORDS[kind]; n > 0; n -= 1) write(kind, n * 0.4 * HOUR_MS + Math.random() * HOUR_MS);
  }
  return {
    speak: () => {
      const kind = kindDeck?.();
      if (kind) write(kind);
    },
  };
}
