import { pullNow } from '#lib/channels/pull-now.ts';
import { database } from '#tests/support/owner-database.ts';
import { reply } from '#lib/outbox/reply.ts';
import type { Brand } from '#tests/support/brand.ts';
import type { Random } from '#tests/support/random.ts';

const FANS = ['ana', 'sam', 'lou', 'max', 'zoe'];

/** People who write, and a team that answers, every text another one. */
export class Crowd {
  readonly brand: Brand;
  readonly #random: Random;
  #texts = 0;

  constructor(brand: Brand, random: Random) {
    this.brand = brand;
    this.#random = random;
  }

  write(messages: number): void {
    for (let count = 0; count < messages; count += 1) {
      this.#texts += 1;
      this.brand.fanWrites(`Message ${this.#texts}`, { name: this.#random.pick(FANS) });
    }
  }

  /** Answers some item, as the web does it. */
  async answer(): Promise<void> {
    const items = await database().prisma.item.findMany({ where: this.brand.place, select: { id: true } });
    this.#texts += 1;
    const text = `Réponse ${this.#texts}`;
    const resolve = this.#random.upTo(2) === 0;
    await reply(this.brand.admin, { itemId: this.#random.pick(items).id, text, resolve });
  }

  async lookNow(): Promise<void> {
    await pullNow(this.brand.admin, this.brand.place);
  }
}
