import { pullNow } from '#lib/channels/pull-now.ts';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import type { Brand } from '#tests/support/brand.ts';
import { waitFor } from '#tests/support/wait-for.ts';

/**
 * Compares the network with the inbox: every message is there once, every reply once or shown as unconfirmed, every
 * counter equals a recount. For workspaces whose contacts deleted nothing.
 * @returns one sentence a difference
 */
export async function findDifferences(brand: Brand): Promise<string[]> {
  const { world } = brand.standIn;
  const { prisma } = database();
  // At one moment: what a worker changes between two reads would look like a difference.
  const [messages, actions, items] = await prisma.$transaction(
    [
      prisma.message.findMany({ where: brand.channelRef }),
      prisma.action.findMany({ where: brand.channelRef }),
      prisma.item.findMany({ where: brand.channelRef }),
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const differences: string[] = [];
  const expectOnce = (count: number, what: string) => count !== 1 && differences.push(`${count} times: ${what}`);

  const written = world.posts().filter(({ did }) => did !== world.brand.did);
  for (const { uri, value } of written) {
    expectOnce(messages.filter(({ externalId }) => externalId === uri).length, `the message "${String(value.text)}"`);
  }
  const inbound = messages.filter(({ direction }) => direction === 'inbound');
  if (inbound.length !== written.length)
    differences.push(`${inbound.length} inbound messages, ${written.length} on the network`);

  for (const { id, state, messageId, targetId } of actions) {
    const message = messages.find((one) => one.id === messageId);
    if (!message || !messages.some((one) => one.id === targetId)) differences.push(`action ${id} without its message`);
    const onNetwork = brand.answers().filter(({ value }) => value.text === message?.text);
    const label = `the reply "${message?.text}" (${state})`;
    if (state === 'done') {
      expectOnce(onNetwork.length, `${label} on the network`);
      if (message?.externalId !== onNetwork[0]?.uri) differences.push(`${label} under another address`);
    } else if (state !== 'unconfirmed' || onNetwork.length > 1) differences.push(`${onNetwork.length} times ${label}`);
  }
  for (const answer of brand.answers()) {
    expectOnce(
      messages.filter(({ externalId }) => externalId === answer.uri).length,
      `"${String(answer.value.text)}" in the inbox`,
    );
  }
  const outbound = messages.filter(({ direction }) => direction === 'outbound');
  if (outbound.length !== actions.length)
    differences.push(`${outbound.length} outbound messages, ${actions.length} actions`);
  for (const { id, messageCount } of items) {
    const stored = messages.filter(({ itemId }) => itemId === id).length;
    if (stored !== messageCount) differences.push(`item ${id} counts ${messageCount} messages and has ${stored}`);
  }
  for (const difference of await checkCounters(brand.workspaceId)) differences.push(JSON.stringify(difference));
  return differences;
}

/** Waits until network and inbox agree, while a member presses "check now" again and again. */
export async function waitUntilInSync(brand: Brand, withinMs = 120_000): Promise<void> {
  const differences = async () => {
    await pullNow(brand.admin, brand.channelRef);
    return await findDifferences(brand);
  };
  await waitFor('network and inbox agree', differences, {
    until: (found) => found.length === 0,
    withinMs,
    everyMs: 500,
  });
}
