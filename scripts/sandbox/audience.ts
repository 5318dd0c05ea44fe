import type { ItemKind } from '#lib/networks/contract.ts';
import type { NetworkSandbox } from '#sandbox/kit/types.ts';
import { inRandomOrder } from '../demo/random-order.ts';
import { fans, posts, words } from './texts.ts';

const HOUR_MS = 3_600_000;
/** How many messages of each kind a network begins with. */
const FIRST_MESSAGES: Record<ItemKind, number> = { comment: 4, mention: 2, message: 2, review: 3 };

export type Audience = { /** Writes one more message. */ writeMessage: () => void };

/** Gives a network its first posts and messages of the last two days, and an audience that writes more. */
export function addAudience(sandbox: NetworkSandbox): Audience {
  const written = posts.map((text) => sandbox.brandPosts(text));
  const under = inRandomOrder(written);
  const who = inRandomOrder(fans);
  const kinds = [...sandbox.kinds];
  const texts = new Map(kinds.map((kind) => [kind, inRandomOrder(words[kind])]));
  const nextKind =
    kinds.length > 0
      ? inRandomOrder(kinds.flatMap((kind) => (kind === 'comment' ? [kind, kind, kind] : [kind])))
      : null;

  const write = (kind: ItemKind, agoMs?: number) => {
    const say = texts.get(kind)?.();
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
    for (let n = FIRST_MESSAGES[kind]; n > 0; n -= 1) write(kind, n * 0.4 * HOUR_MS + Math.random() * HOUR_MS);
  }
  return {
    writeMessage: () => {
      const kind = nextKind?.();
      if (kind) write(kind);
    },
  };
}
