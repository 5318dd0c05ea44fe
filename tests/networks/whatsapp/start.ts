import { onTestFinished } from 'vitest';
import type { ActionRequest, InboundEvent, InboundMessage } from '#lib/networks/contract.ts';
import { whatsapp } from '#lib/networks/whatsapp/connector.ts';
import { createSandbox } from '#sandbox/whatsapp/sandbox.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { startSandbox } from '../start-sandbox.ts';

/** A number that is connected, and somebody who writes to it. The network's clock goes with the channel's. */
export async function aNumber() {
  let aheadMs = 0;
  const world = await startSandbox({
    connector: whatsapp,
    createSandbox,
    kind: 'message',
    now: () => new Date(Date.now() + aheadMs),
  });
  onTestFinished(() => world.stop());
  const channel = await world.connect();
  const hear = async (): Promise<InboundEvent[]> => {
    const events: InboundEvent[] = [];
    for (const { headers, body } of world.sandbox.takeDeliveries()) {
      const delivery = { headers, body: new TextDecoder().decode(body), receivedAt: channel.now() };
      events.push(...((await whatsapp.webhook?.parse(channel, delivery))?.events ?? []));
    }
    return events;
  };
  return {
    ...world,
    channel,
    hear,
    pass: (ms: number) => {
      aheadMs += ms;
      channel.advance(ms);
    },
    /** Somebody writes, and it is heard. */
    asked: async (
      words: { text?: string; fan?: string; variant?: string; imageUrl?: string } = {},
    ): Promise<InboundMessage> => {
      world.sandbox.fanWrites({ kind: 'message', text: 'Bonjour', fan: 'ana', ...words });
      const message = messagesIn(await hear()).at(-1);
      if (!message) throw new Error('nothing was heard');
      return message;
    },
    act: async (kind: ActionRequest['kind'], message: InboundMessage, given: Partial<ActionRequest> = {}) => {
      const action = actionOn(whatsapp, kind, message, given);
      return { action, receipt: await whatsapp.perform(channel, action) };
    },
  };
}
