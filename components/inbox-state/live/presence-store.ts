import type { MemberRef, PresenceView } from '#lib/items/types.ts';
import { IDLE_PRESENCE_MS, PRESENCE_MS, type PresenceState } from '#lib/realtime/types.ts';

export type Present = { member: MemberRef; isWriting: boolean; isIdle: boolean; seenAt: number };

const nobody: readonly Present[] = [];

/** Which other members look at which item, who of them writes, and who has it open idly. */
export class PresenceStore {
  readonly #byItem = new Map<string, readonly Present[]>();
  readonly #listeners = new Map<string, Set<() => void>>();

  get = (itemId: string): readonly Present[] => this.#byItem.get(itemId) ?? nobody;

  report(itemId: string, member: MemberRef, state: PresenceState): void {
    const others = this.get(itemId).filter((one) => one.member.id !== member.id);
    const now = { isWriting: state === 'writing', isIdle: state === 'idle', seenAt: Date.now() };
    this.#set(itemId, state === 'gone' ? others : [...others, { member, ...now }]);
  }

  replace(itemId: string, presence: readonly PresenceView[]): void {
    this.#set(
      itemId,
      presence.map(({ member, isWriting, isIdle }) => ({ member, isWriting, isIdle, seenAt: Date.now() })),
    );
  }

  /** Removes members who have not been reported lately. */
  sweep(now = Date.now()): void {
    for (const [itemId, present] of this.#byItem) {
      const left = present.filter(({ seenAt, isIdle }) => now - seenAt < (isIdle ? IDLE_PRESENCE_MS : PRESENCE_MS));
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
