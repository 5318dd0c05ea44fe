import type { InboundEvent, InboundPost } from '#lib/networks/contract.ts';
import type { FacebookChannel } from '#lib/networks/facebook/credentials.ts';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { messagesIn, pullAll } from '../channel.ts';
import { startSandbox } from '../start-sandbox.ts';

/** A Page in the sandbox, connected. */
export async function startFacebook() {
  const world = await startSandbox({ connector: facebook, createSandbox });
  const channel = await world.connect();
  const pull = (cursor?: unknown) => pullAll(facebook, channel, cursor);
  return {
    ...world,
    channel,
    calls: () => world.server.networks.get('facebook')?.calls ?? [],
    pull,
    /** The message as a pull from the start reports it. */
    find: async (id: string) => messagesIn((await pull()).events).find(({ externalId }) => externalId === id),
    /** The waiting webhook deliveries, parsed. */
    pushed: async () => {
      const events: InboundEvent[] = [];
      const posts: InboundPost[] = [];
      for (const { headers, body } of world.sandbox.takeDeliveries()) {
        const told = await parse(channel, new TextDecoder().decode(body), headers);
        events.push(...told.events);
        posts.push(...(told.posts ?? []));
      }
      return { events, posts };
    },
    parse: (body: unknown) => parse(channel, JSON.stringify(body)),
  };
}
export type Facebook = Awaited<ReturnType<typeof startFacebook>>;

async function parse(channel: FacebookChannel, body: string, headers: Record<string, string> = {}) {
  if (!facebook.webhook) throw new Error('there is no webhook');
  return await facebook.webhook.parse(channel, { headers, body, receivedAt: new Date('2026-11-20T10:00:00Z') });
}
