import { reconnectChannel } from '#lib/channels/connecting/reconnect-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { moderate } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Random } from '#tests/support/random.ts';
import { channelsOf, type StormBrand } from './brand.ts';

/** The brand's members, who do what the inbox allows. */
export class Team {
  readonly #brand: StormBrand;
  readonly #random: Random;
  replies = 0;
  moderations = 0;
  /** The text of each reply, by action: the inbox erases texts that some networks deleted. */
  readonly texts = new Map<string, string>();
  readonly refusals: Record<string, number> = {};
  /** How often each network's channel had to be reconnected. */
  readonly reconnected: Record<string, number> = {};

  constructor(brand: StormBrand, random: Random) {
    this.#brand = brand;
    this.#random = random;
  }

  /** Replies to a message, publicly or privately. */
  async answer(): Promise<void> {
    const target = await this.#aMessage();
    if (!target) return;
    const text = `Réponse ${String(this.replies + 1).padStart(5, '0')}`;
    const isPrivate = this.#random.upTo(4) === 0;
    const { itemId, id: targetId } = target;
    await this.#try(async () => {
      const { action } = await reply(this.#brand.admin, { itemId, targetId, text, isPrivate });
      this.texts.set(action.id, text);
      this.replies += 1;
    });
  }

  async moderate(): Promise<void> {
    const target = await this.#aMessage();
    if (!target) return;
    const kind = this.#random.pick(['hide', 'like', 'unhide', 'unlike'] as const);
    if (await this.#try(() => moderate(this.#brand.admin, { messageId: target.id, kind }))) this.moderations += 1;
  }

  /** Reconnects the channels that ask for it. */
  async reconnect(): Promise<void> {
    for (const { id, network, status } of await channelsOf(this.#brand)) {
      if (status !== 'reconnect') continue;
      const sandbox = this.#brand.networks.find((one) => one.network === network)?.sandbox;
      if (!sandbox) continue;
      const credentials = sandbox.connectInput();
      const done = await this.#try(() => reconnectChannel(this.#brand.admin, { channelId: id, credentials }));
      if (done) this.reconnected[network] = (this.reconnected[network] ?? 0) + 1;
    }
  }

  /** Checks every action once more whose outcome is unknown. */
  async checkUnconfirmed(): Promise<void> {
    const where = { workspaceId: this.#brand.workspaceId, state: 'unconfirmed' as const };
    for (const { id } of await database().prisma.action.findMany({ where, select: { id: true } })) {
      await this.#try(() => checkAction(this.#brand.admin, { actionId: id }));
    }
  }

  async #aMessage() {
    const found = await database().prisma.message.findMany({
      where: { workspaceId: this.#brand.workspaceId, direction: 'inbound', deletedAt: null },
      select: { id: true, itemId: true },
      orderBy: { receivedAt: 'desc' },
      take: 150,
    });
    return found.length > 0 ? this.#random.pick(found) : undefined;
  }

  /** A refusal is fine: the network does not allow the action. */
  async #try(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const code = [error.code, error.values.reason, error.values.detail]
        .filter((word) => typeof word === 'string')
        .join(' ');
      this.refusals[code] = (this.refusals[code] ?? 0) + 1;
      return false;
    }
  }
}
