import { expect } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { reply } from '#lib/outbox/reply.ts';
import type { Brand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';

type Thread = Pick<InboundMessage, 'kind' | 'threadExternalId' | 'author'>;

/** One item on its network, and the people who act on it. */
export class OneItem {
  readonly brand: Brand;
  readonly itemId: string;
  readonly thread: Thread;
  /** The latest reply. */
  actionId = '';
  /** Takes back the latest act of `me`. */
  undo = '';
  readonly #first: { id: string; externalId: string };
  #colleague: Caller | null = null;
  #count = 0;
  #latest: InboundMessage | null = null;

  constructor(brand: Brand, item: { itemId: string; first: { id: string; externalId: string }; thread: Thread }) {
    this.brand = brand;
    this.itemId = item.itemId;
    this.#first = item.first;
    this.thread = item.thread;
  }

  /** A fan's comment on the brand's post. */
  static async comment(brand: Brand, name: string): Promise<OneItem> {
    const { uri, itemId, messageId } = await brand.aComment('Où est mon colis ?', { name });
    const { did, handle } = brand.standIn.world.account(name);
    const [, threadExternalId = ''] = (await brand.item(itemId)).threadKey.split(' ');
    const author = { externalId: did, handle, name };
    return new OneItem(brand, {
      itemId,
      first: { id: messageId, externalId: uri },
      thread: { kind: 'comment', threadExternalId, author },
    });
  }

  static async review(brand: Brand, name: string): Promise<OneItem> {
    const author = { externalId: `did:${name}`, handle: `${name}.test`, name };
    const thread: Thread = { kind: 'review', threadExternalId: `review-${name}`, author };
    const externalId = `review-${name}`;
    const review: InboundMessage = {
      ...thread,
      type: 'message',
      direction: 'inbound',
      externalId,
      text: 'Bien',
      rating: 4,
      createdAt: new Date(),
    };
    await ingest({ ...brand.channelRef, events: [review] });
    const { itemId, messageId } = await brand.messageAt(externalId);
    const item = new OneItem(brand, { itemId, first: { id: messageId, externalId }, thread });
    item.#latest = review;
    return item;
  }

  get me(): Caller {
    return this.brand.admin;
  }

  async colleague(): Promise<Caller> {
    this.#colleague ??= await aMember({ workspaceId: this.brand.workspaceId });
    return this.#colleague;
  }

  async removeColleague(): Promise<void> {
    if (this.#colleague) await removeMember(this.me, this.#colleague);
    this.#colleague = null;
  }

  async contactWrites(): Promise<void> {
    this.#latest = this.#message({ direction: 'inbound' });
    await ingest({ ...this.brand.channelRef, events: [this.#latest] });
  }

  async brandAnswersElsewhere(): Promise<void> {
    const author = { externalId: this.brand.standIn.world.brand.did, handle: 'lune.test', name: 'Lune' };
    const contactExternalId = this.thread.author.externalId;
    const message = this.#message({ direction: 'outbound', author, contactExternalId });
    await ingest({ ...this.brand.channelRef, events: [message] });
  }

  /** The contact's latest message gets another text; nothing happens while there is only the one that replies answer. */
  async authorEdits(): Promise<void> {
    if (!this.#latest) return;
    this.#count += 1;
    const edited = { ...this.#latest, text: `Edited ${this.#count}`, editedAt: new Date() };
    await ingest({ ...this.brand.channelRef, events: [edited] });
  }

  async reply(given: { resolve?: boolean } = {}): Promise<void> {
    this.#count += 1;
    const text = `Réponse ${this.#count}`;
    const { action } = await reply(this.me, { itemId: this.itemId, targetId: this.#first.id, text, ...given });
    this.actionId = action.id;
  }

  async sendReply(): Promise<void> {
    await this.#send('done');
  }

  async failReply(): Promise<void> {
    const body = JSON.stringify({ error: 'InvalidRecord', message: 'InvalidRecord' });
    this.brand.standIn.fail(/createRecord/, { kind: 'answer', status: 400, headers: {}, body });
    await this.#send('failed');
  }

  async #send(state: 'done' | 'failed'): Promise<void> {
    await this.brand.wait(this.actionId);
    await this.brand.send(this.actionId);
    expect(await this.brand.action(this.actionId)).toMatchObject({ state });
  }

  #message(given: Pick<InboundMessage, 'direction'> & Partial<InboundMessage>): InboundMessage {
    this.#count += 1;
    return {
      ...this.thread,
      type: 'message',
      externalId: `${this.#first.externalId}/${this.#count}`,
      text: `Message ${this.#count}`,
      createdAt: new Date(),
      ...given,
    };
  }
}
