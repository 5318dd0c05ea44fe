import type { ActionKind } from '#lib/networks/contract.ts';
import { google } from '#lib/networks/google/connector.ts';
import { createSandbox } from '#sandbox/google/sandbox.ts';
import type { FanWords } from '#sandbox/kit/types.ts';
import { actionOn, connectChannel, messagesIn, openRateLimiter, pullAll } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

/** A connected place on its own network, with a clock that can be moved. */
export async function startGoogle() {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const server = await serveChecked('google', createSandbox, { now });
  const served = server.networks.get('google');
  if (!served) throw new Error('the sandbox was not made');
  const { sandbox, faults, url, calls } = served;
  const app = { baseUrl: url, ...sandbox.app, options: { ...sandbox.app.options, timeout_ms: '1000' } };
  const channel = await connectChannel(google, sandbox.connectInput(), app);
  const rateLimiter = openRateLimiter();
  channel.rateLimiter = rateLimiter;
  let cursor: unknown = null;
  return {
    sandbox,
    faults,
    channel,
    rateLimiter,
    app,
    calls,
    server,
    advance: (ms: number) => {
      aheadMs += ms;
      channel.advance(ms);
    },
    fan: (text: string, given: Partial<FanWords> = {}) =>
      sandbox.fanWrites({ kind: 'review', text, fan: 'Ana P', ...given }),
    /** Continues from where the last pull ended. */
    pull: async () => {
      const { events, cursor: next } = await pullAll(google, channel, cursor);
      cursor = next;
      return { events, messages: messagesIn(events) };
    },
    act: (kind: ActionKind, message: Parameters<typeof actionOn>[2], text = '') => {
      const action = actionOn(google, kind, message, { text, requestedAt: now() });
      return {
        perform: () => google.perform(channel, action),
        find: () => google.findPerformed(channel, action),
      };
    },
  };
}
