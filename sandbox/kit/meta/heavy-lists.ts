import { graphFault } from './answers.ts';
import type { SandboxAnswer, SandboxRequest } from '../types.ts';

/** The most entries that a page takes; which one, its cursor decides. */
const SIZES = [40, 7, 20, 3] as const;

/**
 * Lists whose entries are large: the network refuses a page that is too much for it, at the same size again and again, and
 * what is too much differs from page to page.
 */
export class HeavyLists {
  #areHeavy = false;
  refusals = 0;

  begin(): void {
    this.#areHeavy = true;
  }

  /** @returns null for a page that is not too much */
  answer({ method, query }: SandboxRequest): SandboxAnswer | null {
    if (!this.#areHeavy || method !== 'GET') return null;
    const place = query.get('after') ?? query.get('until') ?? '';
    const size = SIZES[[...place].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SIZES.length] ?? SIZES[0];
    if (Number(query.get('limit') ?? 0) <= size) return null;
    this.refusals += 1;
    return graphFault({
      code: 1,
      message: "Please reduce the amount of data you're asking for, then retry your request",
      status: 500,
    });
  }
}
