import type { InboundEvent, InboundMessage, PullPage, WebhookRequest } from '#lib/networks/contract.ts';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import type { TikTokCredentials } from '#lib/networks/tiktok/credentials.ts';
import { createTikTokSandbox } from '#sandbox/tiktok/sandbox.ts';
import { connectChannel, messagesIn, type TestChannel } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

/** A brand on the sandbox, its channel, and one clock for both. */
export async function aTikTok({
  isStrict = false,
  input = {},
  options = {},
}: { isStrict?: boolean; input?: Record<string, string>; options?: Record<string, string> } = {}) {
  let aheadMs = 0;
  const begun = Date.now();
  // Limits are counted to the millisecond, so time passes only when the test says so.
  const now = () => new Date((isStrict ? begun : Date.now()) + aheadMs);
  let made: ReturnType<typeof createTikTokSandbox> | undefined;
  const create = () => (made = createTikTokSandbox({ now, isStrict }));
  const server = await serveChecked('tiktok', create, { now });
  const served = server.networks.get('tiktok');
  if (!served || !made) throw new Error('the sandbox was not made');
  const sandbox = made;
  const app = { baseUrl: served.url, ...sandbox.app, options: { timeout_ms: '1000', ...options } };
  const connected = await connectChannel(tiktok, { ...sandbox.connectInput(), ...input }, app);
  const channel: TestChannel<TikTokCredentials> = Object.assign(connected, { now });
  served.calls.length = 0;

  const pull = async (cursor: unknown = null) => {
    const pages: PullPage[] = [];
    for await (const page of tiktok.pull(channel, cursor)) pages.push(structuredClone(page));
    const last = pages.at(-1);
    const events: InboundEvent[] = pages.flatMap((page) => page.events);
    return { pages, events, messages: messagesIn(events), cursor: last ? last.cursor : cursor };
  };
  /** The events of the waiting deliveries. */
  const parsed = async (deliveries: WebhookRequest[] = sandbox.takeDeliveries()) => {
    const events: InboundEvent[] = [];
    for (const { headers, body } of deliveries) {
      const text = new TextDecoder().decode(body);
      events.push(
        ...((await tiktok.webhook?.parse(channel, { headers, body: text, receivedAt: now() }))?.events ?? []),
      );
    }
    return events;
  };
  const find = async (id: string): Promise<InboundMessage | undefined> =>
    (await pull()).messages.find(({ externalId }) => externalId === id);

  return {
    app,
    channel,
    sandbox,
    calls: served.calls,
    faults: served.faults,
    now,
    pass: (ms: number) => void (aheadMs += ms),
    pull,
    parsed,
    find,
    callsOf: (endpoint: string) => served.calls.filter(({ path }) => path.endsWith(`/${endpoint}/`)).length,
    stop: () => server.stop(),
  };
}

export type TikTok = Awaited<ReturnType<typeof aTikTok>>;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
