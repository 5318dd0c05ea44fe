import type {
  ChannelContext,
  Connector,
  InboundEvent,
  MessageDelivery,
  WebhookRequest,
} from '#lib/networks/contract.ts';
import { parseLossless } from '#lib/networks/kit/lossless-json.ts';
import type { NetworkSandbox } from '#sandbox/kit/types.ts';

type Heard = {
  take: () => WebhookRequest[];
  /** Everything that was delivered, in order, whoever took it. */
  all: WebhookRequest[];
  change: (json: unknown) => unknown;
};

/** What each sandbox has delivered, by its address. */
const heardAt = new Map<string, Heard>();

/** Keeps what a network delivers, so that it can be read again like a list. */
export function hearAll(url: string, sandbox: NetworkSandbox): Heard {
  const take = sandbox.takeDeliveries.bind(sandbox);
  const heard: Heard = { all: [], change: (json) => json, take: () => [] };
  heard.take = () => {
    const deliveries = take();
    heard.all.push(...deliveries);
    return deliveries;
  };
  sandbox.takeDeliveries = heard.take;
  heardAt.set(url, heard);
  return heard;
}

/**
 * A connector of a network without a list of messages, read as the others are: its pulls report what the network has
 * delivered since their cursor, after whatever the connector itself reads.
 */
export function readingDeliveries<Credentials>(connector: Connector<Credentials>): Connector<Credentials> {
  const eventsSince = async (channel: ChannelContext<Credentials>, from: number): Promise<InboundEvent[]> => {
    const heard = heardOf(channel);
    heard.take();
    const events: InboundEvent[] = [];
    for (const { headers, body } of heard.all.slice(from)) {
      const given = { headers, body: changed(new TextDecoder().decode(body), heard.change), receivedAt: channel.now() };
      const parsed = await connector.webhook?.parse(channel, given);
      events.push(...(parsed?.events ?? []));
    }
    return events;
  };
  return {
    ...connector,
    async *pull(channel, cursor) {
      const from = isCursor(cursor) ? cursor.heard : 0;
      for await (const page of connector.pull(channel, isCursor(cursor) ? cursor.own : null)) {
        const events = await eventsSince(channel, from);
        yield {
          ...page,
          events: [...page.events, ...events],
          cursor: { own: page.cursor, heard: heardOf(channel).all.length },
        };
      }
    },
    // The product adds what the network told of an action to its progress.
    findPerformed: async (channel, action) => {
      const told = (await eventsSince(channel, 0)).filter(
        (event): event is MessageDelivery => event.type === 'message_delivery' && event.action?.key === action.keys.key,
      );
      const progress = Object.assign({}, action.progress, ...told.map((event) => event.action?.progress));
      return await connector.findPerformed(channel, { ...action, progress });
    },
  };
}

function heardOf({ app }: { app: { baseUrl?: string } }): Heard {
  const heard = heardAt.get(app.baseUrl ?? '');
  if (!heard) throw new Error('nobody hears this sandbox');
  return heard;
}

const isCursor = (cursor: unknown): cursor is { own: unknown; heard: number } =>
  typeof cursor === 'object' && cursor !== null && 'heard' in cursor;

/** A delivery whose lists were changed. What it is about stays: else every delivery would be another account's. */
function changed(body: string, change: (json: unknown) => unknown): string {
  const json = parseLossless(body) as { entry: { changes: { value: Record<string, unknown> }[] }[] }; // made by the sandbox
  for (const { changes } of json.entry) {
    for (const one of changes) {
      const lists = Object.fromEntries(Object.entries(one.value).filter(([, value]) => Array.isArray(value)));
      one.value = { ...one.value, ...(change(lists) as Record<string, unknown>) }; // an object stays one
    }
  }
  return JSON.stringify(json);
}
