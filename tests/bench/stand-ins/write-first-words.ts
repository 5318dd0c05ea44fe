import type { NetworkSandbox } from '#sandbox/kit/types.ts';

const HOUR_MS = 3_600_000;

/** Lets a few people write on a network: some of each kind of message, during the last hours. */
export function writeFirstWords(sandbox: NetworkSandbox): void {
  const under = sandbox.brandPosts('Nouvelle collection');
  for (const kind of sandbox.kinds) {
    for (let n = kind === 'comment' ? 4 : 2; n > 0; n -= 1) {
      const words = { kind, text: `Bonjour, une question (${kind} ${n})`, fan: `fan${n}`, agoMs: n * HOUR_MS };
      sandbox.fanWrites(kind === 'comment' ? { ...words, under } : kind === 'review' ? { ...words, rating: n } : words);
    }
  }
}
