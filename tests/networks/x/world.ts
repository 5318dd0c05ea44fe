import type { InboundEvent } from '#lib/networks/contract.ts';
import { x } from '#lib/networks/x/connector.ts';
import type { FanWords } from '#sandbox/kit/types.ts';
import { createXSandbox, type XSandbox } from '#sandbox/x/sandbox.ts';
import { connectChannel, messagesIn, pullAll } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

/** X with an app of a tier, and a channel that is connected to it. */
export async function startX({
  tier = 'enterprise',
  names = 'post',
  options = {},
  scope,
}: {
  tier?: 'self_serve' | 'enterprise';
  names?: 'tweet' | 'post';
  options?: Record<string, string>;
  scope?: string;
} = {}) {
  let made: XSandbox | undefined;
  const server = await serveChecked('x', ({ now }) => (made = createXSandbox({ now, tier, names })));
  const served = server.networks.get('x');
  if (!served || !made) throw new Error('the sandbox was not made');
  const sandbox = made;
  const app = {
    baseUrl: served.url,
    ...sandbox.app,
    options: { ...sandbox.app.options, timeout_ms: '2000', ...options },
  };
  const input = scope === undefined ? sandbox.connectInput() : { accessToken: sandbox.tokenFor(scope), scope };
  const channel = await connectChannel(x, input, app);
  return {
    sandbox,
    app,
    channel,
    faults: served.faults,
    calls: served.calls,
    pull: (cursor: unknown = null) => pullAll(x, channel, cursor),
    /** A fan's message as a pull reports it. */
    arrives: async (words: FanWords) => {
      const id = sandbox.fanWrites(words);
      const { events } = await pullAll(x, channel);
      return found(events, id);
    },
    stop: () => server.stop(),
  };
}

export function found(events: InboundEvent[], id: string) {
  const message = messagesIn(events).find(({ externalId }) => externalId === id);
  if (!message) throw new Error(`${id} was not told`);
  return message;
}
