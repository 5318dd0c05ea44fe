import type { ItemKind, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { Post } from '../wire.ts';
import type { Cursor } from './cursor.ts';

type Wait = { kinds: readonly ItemKind[]; error: NetworkError };

/** One kind of read, which the network limits by itself. */
export type Source = { name: string; kinds: readonly ItemKind[] };

/** Lets each source of a pull wait alone: one that the network limits keeps its place in the cursor, the others are read. */
export function openWaits(cursor: Cursor) {
  const waits = new Map<string, Wait>();

  function note({ name, kinds }: Source, error: unknown): void {
    // Without credits, or over the month's cap, nothing can be read.
    if (!(error instanceof NetworkError) || error.reason !== 'rate_limited') throw error;
    waits.set(name, { kinds, error });
  }

  /** Pages with the cursor after each; the cursor goes back to the last of them when the next one must wait. */
  async function* pages(source: Source, read: AsyncIterable<PullPage | null>): AsyncGenerator<PullPage> {
    let safe = structuredClone(cursor);
    try {
      for await (const page of read) {
        if (page) yield page;
        safe = structuredClone(cursor);
      }
    } catch (error) {
      note(source, error);
      Object.assign(cursor, safe);
    }
  }

  return {
    areThere: () => waits.size > 0,
    /** One page of a list; nothing where it must wait. The list must change only after its page was read. */
    list: async (source: Source, readPage: () => Promise<Post[]>): Promise<Post[]> => {
      if (waits.has(source.name)) return [];
      try {
        return await readPage();
      } catch (error) {
        note(source, error);
        return [];
      }
    },
    pages,
    /**
     * @param lists what a pull always reads
     * @throws NetworkError `rate_limited` when something had to wait; without `waitingKinds` when all of the lists had to
     */
    end: (lists: readonly Source[]): void => {
      const [first, ...others] = [...waits.values()].sort((one, other) => untilOf(one) - untilOf(other));
      if (!first) return;
      const { error, kinds } = first;
      if (lists.every(({ name }) => waits.has(name))) throw error;
      throw new NetworkError('rate_limited', 'rate_limited', {
        detail: error.message,
        cause: error,
        ...(error.retryAt && { retryAt: error.retryAt }),
        waitingKinds: [...new Set([...kinds, ...others.flatMap((wait) => wait.kinds)])],
      });
    },
  };
}

function untilOf({ error }: Wait): number {
  return error.retryAt?.getTime() ?? 0;
}
