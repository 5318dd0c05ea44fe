import type { ActionKind, ActionRequest, ChannelContext, Connector, InboundEvent } from '#lib/networks/contract.ts';

export type TestChannel<Credentials> = ChannelContext<Credentials> & {
  /** Every set of credentials that was stored, in order. */
  saved: Credentials[];
  /** Moves the channel's clock. */
  advance: (ms: number) => void;
};

/** Connects an account and keeps its credentials in memory, as a channel does in its table. */
export async function connectChannel<Credentials>(
  connector: Connector<Credentials>,
  input: Record<string, string>,
): Promise<TestChannel<Credentials>> {
  const { account, credentials } = await connector.connect(input, AbortSignal.timeout(30_000));
  let aheadMs = 0;
  const channel: TestChannel<Credentials> = {
    account,
    credentials: connector.credentialsSchema.parse(credentials),
    saved: [],
    saveCredentials: (renewed) => {
      channel.saved.push(renewed);
      channel.credentials = renewed;
      return Promise.resolve();
    },
    signal: AbortSignal.timeout(120_000),
    now: () => new Date(Date.now() + aheadMs),
    advance: (ms) => {
      aheadMs += ms;
    },
  };
  return channel;
}

/** Reads to the end, as a pull job does. The cursor goes through JSON, where a job keeps it. */
export async function pullAll<Credentials>(
  connector: Connector<Credentials>,
  channel: ChannelContext<Credentials>,
  cursor: unknown = null,
): Promise<{ events: InboundEvent[]; pages: InboundEvent[][]; cursor: unknown }> {
  const pages: InboundEvent[][] = [];
  let last = cursor;
  for await (const page of connector.pull(channel, cursor)) {
    pages.push(page.events);
    last = JSON.parse(JSON.stringify(page.cursor));
  }
  return { events: pages.flat(), pages, cursor: last };
}

export function messagesIn(events: InboundEvent[]) {
  return events.filter((event) => event.type === 'message');
}

/** What is asked of a network about a message, with the keys made beforehand. */
export function actionOn<Credentials>(
  connector: Connector<Credentials>,
  kind: ActionKind,
  message: InboundEvent | undefined,
  given: Partial<Omit<ActionRequest, 'kind' | 'target'>> & { undo?: Record<string, string> | undefined } = {},
): ActionRequest {
  if (message?.type !== 'message') throw new Error('there is no such message to act upon');
  const { undo, ...rest } = given;
  return {
    kind,
    itemKind: message.kind,
    idempotency: connector.prepare(kind),
    target: {
      externalId: message.externalId,
      threadExternalId: message.threadExternalId,
      authorExternalId: message.author.externalId,
      reference: message.reference ?? {},
      ...(undo && { undo }),
    },
    text: '',
    attachments: [],
    requestedAt: new Date(),
    ...rest,
  };
}
