import type { Prisma } from '#lib/db/generated/client.ts';
import { aContact, aMessage, anItem, aPost } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import type { SeededChannels } from '../channels.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type ItemsGiven = {
  workspaceId: string;
  channels: SeededChannels;
  members: { me: string; manager: string; colleague: string };
  /** The address of a server of pictures. */
  pictures: string;
};

type Item = Partial<Omit<Prisma.ItemUncheckedCreateInput, 'workspaceId' | 'channelId' | 'preview'>>;
type Message = Partial<Prisma.MessageUncheckedCreateInput>;

export const ago = (ms: number) => new Date(Date.now() - ms);

/** Makes items of one workspace, each written by a new contact, with its first message. */
export function itemsOf({ workspaceId, channels, members }: ItemsGiven) {
  const { prisma } = database();
  const make = async (
    network: keyof SeededChannels,
    name: string,
    text: string,
    { item = {}, message = {}, at = 10 * MINUTE }: { item?: Item; message?: Message; at?: number } = {},
  ) => {
    const channel = channels[network];
    const handle = name.toLowerCase().replaceAll(/[^a-z]/gu, '') || 'someone';
    const contact = await aContact({ workspaceId, network, name, handle, externalId: `${network}:${handle}` });
    const post =
      item.kind === undefined || item.kind === 'comment'
        ? await aPost({
            workspaceId,
            channelId: channel.id,
            text: 'La collection d’automne est là : grès, bleu nuit et terre cuite.',
            authorName: channel.name,
            authorHandle: channel.handle,
            url: 'https://example.test/post',
            counts: { replies: 12, likes: 340 },
          })
        : null;
    const made = await anItem({
      workspaceId,
      channelId: channel.id,
      contactId: contact.id,
      postId: post?.id ?? null,
      preview: text.slice(0, 200),
      lastActivityAt: ago(at),
      ...item,
    });
    const first = await aMessage({
      workspaceId,
      itemId: made.id,
      text,
      url: 'https://example.test/message',
      isPrivate: item.kind === 'message',
      createdAt: ago(at),
      ...message,
    });
    return { id: made.id, messageId: first.id, channelId: channel.id };
  };
  type Made = Awaited<ReturnType<typeof make>>;
  /** The brand's reply, carried by an action in a state. */
  const reply = async (
    made: Made,
    text: string,
    action: Pick<Prisma.ActionUncheckedCreateInput, 'state'> & Partial<Prisma.ActionUncheckedCreateInput>,
    message: Message = {},
  ) => {
    const isSent = action.state === 'done';
    const answer = await aMessage({
      workspaceId,
      itemId: made.id,
      direction: 'outbound',
      text,
      memberId: members.me,
      createdAt: ago(5 * MINUTE),
      ...(isSent ? { url: 'https://example.test/reply' } : { externalId: null }),
      ...message,
    });
    await act(made, { kind: 'reply', messageId: answer.id, ...action });
    return answer;
  };
  const act = async (made: Made, action: Partial<Prisma.ActionUncheckedCreateInput>) =>
    await prisma.action.create({
      data: {
        kind: 'reply',
        targetId: made.messageId,
        memberId: members.me,
        dueAt: ago(4 * MINUTE),
        createdAt: ago(5 * MINUTE),
        ...action,
        workspaceId,
        itemId: made.id,
        channelId: made.channelId,
      },
    });
  return { make, reply, act };
}
