import type { FanWords, NetworkSandbox } from '#sandbox/kit/types.ts';
import { brand } from '../demo/cast/brand.ts';
import type { Line, Script, Step } from '../demo/read-script.ts';

export type Audience = {
  /** Does what comes next. @returns false when all is done: nothing is said twice */
  takeStep: () => boolean;
};

/** Gives a network the posts and messages of the last days, and an audience that does more, one step after the other. */
export function addAudience(sandbox: NetworkSandbox, { posts, history, live }: Script): Audience {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`nothing on ${sandbox.network} is called ${key}`);
    return id;
  };
  const write = ({ by, text, kind, under, key, rating, variant }: Line, agoMs?: number): void => {
    const answered = under === undefined ? undefined : idOf(under);
    if (by === brand.handle) {
      if (answered === undefined) throw new Error(`the brand answers nobody: ${text}`);
      sandbox.brandAnswers?.(answered, text, { agoMs: agoMs ?? 0 });
      return;
    }
    const words: FanWords = {
      kind,
      text,
      fan: by,
      ...(answered === undefined ? {} : { under: answered }),
      ...(rating === undefined ? {} : { rating }),
      ...(variant === undefined ? {} : { variant }),
      ...(agoMs === undefined ? {} : { agoMs }),
    };
    const id = sandbox.fanWrites(words);
    if (key !== undefined) ids.set(key, id);
  };
  const take = (step: Step): void => {
    switch (step.act) {
      case 'write':
        return write(step.line);
      case 'edit':
        return sandbox.fanEdits(idOf(step.key), step.text);
      case 'remove':
        return sandbox.fanDeletes(idOf(step.key));
      default:
        return step satisfies never;
    }
  };

  // In the order of time, in which a network gives its ids.
  const past = [
    ...posts.map(({ key, agoMs, text }) => ({
      agoMs,
      say: () => void ids.set(key, sandbox.brandPosts(text, { agoMs })),
    })),
    ...history.map((line) => ({ agoMs: line.agoMs, say: () => write(line, line.agoMs) })),
  ];
  for (const { say } of past.toSorted((one, other) => other.agoMs - one.agoMs)) say();
  let taken = 0;
  return {
    takeStep: () => {
      const step = live[taken];
      if (step) take(step);
      taken += 1;
      return step !== undefined;
    },
  };
}
