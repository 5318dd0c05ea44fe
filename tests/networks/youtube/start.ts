import { youtube } from '#lib/networks/youtube/connector.ts';
import type { FanWords } from '#sandbox/kit/types.ts';
import { createSandbox } from '#sandbox/youtube/sandbox.ts';
import { actionOn, connectChannel, messagesIn, openRateLimiter, pullAll } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';
import type { ActionKind } from '#lib/networks/contract.ts';

/** A connected channel on its own network, with a clock that can be moved. */
export async function startYoutube(options: Record<string, string> = {}) {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const server = await serveChecked('youtube', createSandbox, { now });
  const served = server.networks.get('youtube');
  if (!served) throw new Error('the sandbox was not made');
  const { sandbox, faults, url, calls } = served;
  const app = { baseUrl: url, ...sandbox.app, options: { timeout_ms: '1000', ...options } };
  const channel = await connectChannel(youtube, sandbox.connectInput(), app);
  const rateLimiter = openRateLimiter();
  channel.rateLimiter = rateLimiter;
  const video = sandbox.brandPosts('Visite de l’atelier');
  let cursor: unknown = null;
  return {
    sandbox,
    faults,
    channel,
    rateLimiter,
    app,
    video,
    calls,
    server,
    advance: (ms: number) => {
      aheadMs += ms;
      channel.advance(ms);
    },
    fan: (text: string, given: Partial<FanWords> = {}) =>
      sandbox.fanWrites({ kind: 'comment', text, fan: 'ana', under: video, ...given }),
    /** Continues from where the last pull ended. */
    pull: async () => {
      const { events, pages, cursor: next } = await pullAll(youtube, channel, cursor);
      cursor = next;
      return { events, pages, messages: messagesIn(events), cursor: next };
    },
    act: (kind: ActionKind, message: Parameters<typeof actionOn>[2], text = '') => {
      const action = actionOn(youtube, kind, message, { text, requestedAt: now() });
      return {
        perform: () => youtube.perform(channel, action),
        find: () => youtube.findPerformed(channel, action),
      };
    },
  };
}
