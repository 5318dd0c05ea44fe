import { pullNow } from '#lib/channels/pull-now.ts';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import type { Brand } from '#tests/support/brand.ts';
import { until } from '#tests/support/wait-for.ts';

/**
 * Compares what is on the network with what is in the inbox: every message once, every reply once or shown as
 * unconfirmed, every counter what counting gives. For workspaces whose contacts deleted nothing.
 * @returns what is not as it must be, in words
 */
export async function findWrongs(brand: Brand): Promise<string[]> {
  const { world } = brand.standIn;
  const { prisma } = database();
  const messages = await prisma.message.findMany({ where: brand.place });
  const actions = await prisma.action.findMany({ where: brand.place });
  const items = await prisma.item.findMany({ where: brand.place });
  const wrongs: string[] = [];
  const times = (count: number, what: string) => count !== 1 && wrongs.push(`${count} times: ${what}`);

  const written = world.posts().filter(({ did }) => did !== world.brand.did);
  for (const { uri, value } of written) {
    times(messages.filter(({ externalId }) => externalId === uri).length, `the message "${String(value.text)}"`);
  }
  const inbound = messages.filter(({ direction }) => direction === 'inbound');
  if (inbound.length !== written.length)
    wrongs.push(`${inbound.length} inbound messages, ${written.length} on the network`);

  for (const { id, state, messageId, targetId } of actions) {
    const message = messages.find((one) => one.id === messageId);
    if (!message || !messages.some((one) => one.id === targetId)) wrongs.push(`action ${id} without its message`);
    const onNetwork = brand.answers().filter(({ value }) => value.text === message?.text);
    const label = `the reply "${message?.text}" (${state})`;
    if (state === 'done') {
      times(onNetwork.length, `${label} on the network`);
      if (message?.externalId !== onNetwork[0]?.uri) wrongs.push(`${label} under another address`);
    } else if (state !== 'unconfirmed' || onNetwork.length > 1) wrongs.push(`${onNetwork.length} times ${label}`);
  }
  for (const answer of brand.answers()) {
    times(
      messages.filter(({ externalId }) => externalId === answer.uri).length,
      `"${String(answer.value.text)}" in the inbox`,
    );
  }
  const outbound = messages.filter(({ direction }) => direction === 'outbound');
  if (outbound.length !== actions.length)
    wrongs.push(`${outbound.length} outbound messages, ${actions.length} actions`);
  for (const { id, messageCount } of items) {
    const held = messages.filter(({ itemId }) => itemId === id).length;
    if (held !== messageCount) wrongs.push(`item ${id} counts ${messageCount} messages and has ${held}`);
  }
  for (const difference of await checkCounters(brand.workspaceId)) wrongs.push(JSON.stringify(difference));
  return wrongs;
}

/** Waits until all is as it must be, while a member presses "look now" again and again. */
export async function untilAllIsRight(brand: Brand, withinMs = 60_000): Promise<void> {
  let wrongs: string[] = [];
  await until(
    'all messages and replies once',
    async () => {
      await pullNow(brand.admin, brand.place);
      wrongs = await findWrongs(brand);
      return wrongs.length === 0;
    },
    { withinMs, everyMs: 500 },
  ).catch((error: unknown) => {
    throw new Error(wrongs.join('\n') || String(error), { cause: error });
  });
}
