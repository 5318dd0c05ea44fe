import { pullNow } from '#lib/channels/pull-now.ts';
import { database } from '#tests/support/owner-database.ts';
import { reply } from '#lib/outbox/reply.ts';
import type { Brand } from '#tests/support/brand.ts';
import type { Random } from '#tests/support/random.ts';

const FANS = ['ana', 'sam', 'lou', 'max', 'zoe'];

/** What happens in a brand's inbox: fans write and the team answers, every text unique. */
export class Traffic {
  readonly brand: Brand;
  readonly #random: Random;
  #textCount = 0;

  constructor(brand: Brand, random: Random) {
    this.brand = brand;
    this.#random = random;
  }

  write(messages: number): void {
    for (let count = 0; count < messages; count += 1) {
      this.#textCount += 1;
      this.brand.fanWrites(`Message ${this.#textCount}`, { name: this.#random.pick(FANS) });
    }
  }

  /** Answers an item chosen at random, through the act that the web calls. */
  async answer(): Promise<void> {
    const items = await database().prisma.item.findMany({ where: this.brand.channelRef, select: { id: true } });
    this.#textCount += 1;
    const text = `Réponse ${this.#textCount}`;
    const resolve = this.#random.upTo(2) === 0;
    await reply(this.brand.admin, { itemId: this.#random.pick(items).id, text, resolve });
  }

  async pullNow(): Promise<void> {
    await pullNow(this.brand.admin, this.brand.channelRef);
  }
}
