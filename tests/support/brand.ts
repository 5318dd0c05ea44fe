import { onTestFinished } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { messageState } from '#lib/items/message-state.ts';
import { database } from '#tests/support/owner-database.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { StandIn } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import type { StoredRecord } from '#tests/networks/bluesky/stand-in/world.ts';
import { aWorkspace } from './factories.ts';

/** A workspace with one channel on a network of its own, and a post that people can comment on. */
export class Brand {
  readonly standIn: StandIn;
  readonly admin: Caller;
  readonly channelId: string;
  /** Address of the brand's post. */
  readonly post: string;

  constructor(standIn: StandIn, admin: Caller, channelId: string, post: string) {
    this.standIn = standIn;
    this.admin = admin;
    this.channelId = channelId;
    this.post = post;
  }

  get workspaceId(): string {
    return this.admin.workspaceId;
  }

  get channelRef() {
    return { workspaceId: this.workspaceId, channelId: this.channelId };
  }

  /** A fan comments on the brand's post, or on the given one. @returns the comment's address */
  fanWrites(text: string, { name = 'ana', parent = this.post }: { name?: string; parent?: string } = {}): string {
    const { world } = this.standIn;
    return world.post(world.account(name).did, text, { parent }).uri;
  }

  /** Lets a fan comment and pulls the comment. @returns its item and message */
  async aComment(text = 'Où est mon colis ?', given: { name?: string; parent?: string } = {}) {
    const uri = this.fanWrites(text, given);
    await this.pull();
    return { uri, ...(await this.messageAt(uri)) };
  }

  /** Pulls the channel now, whenever it is due. */
  async pull(): Promise<void> {
    await this.channel({ nextPullAt: new Date(), limitedUntil: null });
    await pullChannel(this.channelRef);
  }

  /** Pulls the channel as some minutes later, when it also rechecks stored messages and the brand's own posts. */
  async pullLater(): Promise<void> {
    await database().prisma.$executeRaw`
      UPDATE "channel_cursor" SET "value" = "value" || '{"feedReadAt": 0}' || jsonb_build_object('upkeep', "value" -> 'upkeep' || '{"at": 0}')
      WHERE "workspaceId" = ${this.workspaceId}::uuid AND "channelId" = ${this.channelId}::uuid`;
    await this.pull();
  }

  async messageAt(externalId: string) {
    const { id, itemId } = await database().prisma.message.findFirstOrThrow({
      where: { workspaceId: this.workspaceId, externalId },
    });
    return { messageId: id, itemId };
  }

  async item(itemId: string) {
    return await database().prisma.item.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: this.workspaceId, id: itemId } },
    });
  }

  /** The item's messages with their states, oldest first. */
  async messages(itemId: string) {
    const { prisma } = database();
    const where = { workspaceId: this.workspaceId, itemId };
    const rows = await prisma.message.findMany({ where, orderBy: { createdAt: 'asc' } });
    const states = await prisma.$queryRaw<{ id: string; state: string }[]>`
      SELECT m."id", ${messageState} AS "state" FROM "message" m WHERE m."itemId" = ${itemId}::uuid`;
    const stateById = new Map(states.map(({ id, state }) => [id, state]));
    return rows.map((row) => ({ ...row, state: stateById.get(row.id) }));
  }

  async action(actionId: string) {
    return await database().prisma.action.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: this.workspaceId, id: actionId } },
    });
  }

  async actionStates(): Promise<string[]> {
    const actions = await database().prisma.action.findMany({ where: this.channelRef, orderBy: { createdAt: 'asc' } });
    return actions.map(({ state }) => state);
  }

  /** Ends what the action waits for: the undo time, a pause, or the lease of a dead worker. */
  async wait(actionId: string): Promise<void> {
    const past = new Date(Date.now() - 1);
    await database().prisma.action.updateMany({
      where: { workspaceId: this.workspaceId, id: actionId },
      data: { dueAt: past, leaseUntil: past },
    });
  }

  /** Does what a worker does, once. */
  async send(actionId: string): Promise<void> {
    await sendAction({ workspaceId: this.workspaceId, actionId });
  }

  /** Changes the channel's row, as only time or an operator would. */
  async channel(data: Parameters<ReturnType<typeof database>['prisma']['channel']['update']>[0]['data']) {
    const where = { workspaceId_id: { workspaceId: this.workspaceId, id: this.channelId } };
    return await database().prisma.channel.update({ where, data });
  }

  /** The brand's replies on the network, oldest first. */
  answers(): StoredRecord[] {
    const { world } = this.standIn;
    return world.posts().filter(({ did, value }) => did === world.brand.did && value.reply !== undefined);
  }

  /** Their texts. */
  answerTexts(): string[] {
    return this.answers().map(({ value }) => String(value.text));
  }
}

/** Connects a brand through the public act. The test fails when its network breaks the Lexicons. */
export async function aBrand(): Promise<Brand> {
  const standIn = await new StandIn().start();
  onTestFinished(async () => {
    await standIn.stop();
    if (standIn.broken.length > 0) throw new Error(`the Lexicons were broken:\n${standIn.broken.join('\n')}`);
  });
  const { admin } = await aWorkspace();
  const { world } = standIn;
  const post = world.post(world.brand.did, 'Nos nouveaux thés sont là.').uri;
  const channel = await connectChannel(admin, {
    network: 'bluesky',
    credentials: { identifier: world.brand.handle, password: standIn.password, service: standIn.url },
  });
  return new Brand(standIn, admin, channel.id, post);
}
