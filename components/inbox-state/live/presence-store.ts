import type { MemberRef, PresenceView } from '#lib/items/types.ts';

export type Present = { member: MemberRef; isWriting: boolean; seenAt: number };

/** A member who has not been reported for this long has left, in milliseconds. */
const GONE_MS = 30_000;
const nobody: readonly Present[] = [];

/** Which other members look at which item, and who of them writes. */
export class PresenceStore {
  readonly #byItem = new Map<string, readonly Present[]>();
  readonly #listeners = new Map<string, Set<() => void>>();

  get = (itemId: string): readonly Present[] => this.#byItem.get(itemId) ?? nobody;

  report(itemId: string, member: MemberRef, state: 'looking' | 'writing' | 'gone'): void {
    const others = this.get(itemId).filter((one) => one.member.id !== member.id);
    const isWriting = state === 'writing';
    this.#set(itemId, state === 'gone' ? others : [...others, { member, isWriting, seenAt: Date.now() }]);
  }

  replace(itemId: string, presence: readonly PresenceView[]): void {
    this.#set(
      itemId,
      presence.map(({ member, isWriting }) => ({ member, isWriting, seenAt: Date.now() })),
    );
  }

  /** Removes members who have not been reported lately. */
  sweep(now = Date.now()): void {
    for (const [itemId, present] of this.#byItem) {
      const left = present.filter(({ seenAt }) => now - seenAt < GONE_MS);
      if (left.length !== present.length) this.#set(itemId, left);
    }
  }

  subscribe = (itemId: string, listener: () => void): (() => void) => {
    const listeners = this.#listeners.get(itemId) ?? new Set();
    this.#listeners.set(itemId, listeners.add(listener));
    return () => listeners.delete(listener);
  };

  #set(itemId: string, present: readonly Present[]): void {
    if (present.length > 0) this.#byItem.set(itemId, present);
    else this.#byItem.delete(itemId);
    for (const listener of this.#listeners.get(itemId) ?? []) listener();
  }
}
