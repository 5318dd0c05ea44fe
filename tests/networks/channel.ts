import type {
  ActionKind,
  ActionRequest,
  AppSettings,
  ChannelContext,
  Connector,
  RateLimiter,
  InboundEvent,
  CallContext,
} from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';

export type TestChannel<Credentials> = ChannelContext<Credentials> & {
  /** Every set of credentials that was stored, in order. */
  saved: Credentials[];
  /** What its calls have cost, in millionths of a US dollar. */
  spent: () => number;
  /** What its budget leaves for a day, in millionths of a US dollar; null without one. */
  setDayBudget: (micros: number | null) => void;
  /** Moves the channel's clock. */
  advance: (ms: number) => void;
};

/** A rate limiter that allows every call and records what it is told. */
export function openRateLimiter(): RateLimiter & {
  taken: Record<string, number>;
  closed: Record<string, Date>;
  spent: number;
  budget: number | null;
} {
  const rateLimiter = {
    taken: {} as Record<string, number>,
    closed: {} as Record<string, Date>,
    spent: 0,
    acquire: ({ costs }: { costs: Readonly<Record<string, number>> }) => {
      for (const [name, cost] of Object.entries(costs)) rateLimiter.taken[name] = (rateLimiter.taken[name] ?? 0) + cost;
      return Promise.resolve();
    },
    learn: () => Promise.resolve(),
    blockUntil: (name: string, until: Date) => {
      rateLimiter.closed[name] = until;
      return Promise.resolve();
    },
    recordCost: (micros: number) => {
      rateLimiter.spent += micros;
      return Promise.resolve();
    },
    budget: null as number | null,
    dayBudget: () => Promise.resolve(rateLimiter.budget),
  };
  return rateLimiter;
}

/** Connects an account and stores its credentials in memory, as a channel does in its table. */
export async function connectChannel<Credentials>(
  connector: Connector<Credentials>,
  input: Record<string, string>,
  app: AppSettings = { options: {} },
): Promise<TestChannel<Credentials>> {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const context: CallContext = { app, signal: AbortSignal.timeout(120_000), now };
  const { account, credentials, rights = {} } = await connector.connect(input, context);
  const rateLimiter = openRateLimiter();
  let renewal: Promise<Credentials> | null = null;
  const channel: TestChannel<Credentials> = {
    ...context,
    account,
    rights,
    rateLimiter,
    credentials: connector.credentialsSchema.parse(credentials),
    saved: [],
    saveCredentials: (renewed) => {
      channel.saved.push(renewed);
      channel.credentials = renewed;
      return Promise.resolve();
    },
    renewCredentials: (dead) => {
      if (channel.credentials !== dead) return Promise.resolve(channel.credentials);
      renewal ??= renew().finally(() => (renewal = null));
      return renewal;
    },
    spent: () => rateLimiter.spent,
    setDayBudget: (micros) => {
      rateLimiter.budget = micros;
    },
    advance: (ms) => {
      aheadMs += ms;
    },
  };
  async function renew(): Promise<Credentials> {
    if (!connector.refresh) throw new NetworkError('unauthorized', 'bad_credentials');
    const renewed = connector.credentialsSchema.parse(await connector.refresh(channel.credentials, context));
    await channel.saveCredentials(renewed);
    return renewed;
  }
  return channel;
}

/** Reads to the end, as a pull job does. The cursor goes through JSON, as it is stored. */
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

/** An action on a message, with the keys that are prepared for it. */
export function actionOn<Credentials>(
  connector: Connector<Credentials>,
  kind: ActionKind,
  message: InboundEvent | undefined,
  given: Partial<Omit<ActionRequest, 'kind' | 'target'>> & { undo?: Record<string, string> | undefined } = {},
): ActionRequest {
  if (message?.type !== 'message') throw new Error('there is no such message to act upon');
  const { undo, ...rest } = given;
  const progress: Record<string, string> = {};
  return {
    kind,
    itemKind: message.kind,
    keys: connector.prepare(kind),
    progress,
    saveProgress: (facts) => Promise.resolve(void Object.assign(progress, facts)),
    target: {
      externalId: message.externalId,
      threadExternalId: message.threadExternalId,
      authorExternalId: message.author.externalId,
      ...(message.postExternalId === undefined ? {} : { postExternalId: message.postExternalId }),
      ...(message.parentExternalId === undefined ? {} : { parentExternalId: message.parentExternalId }),
      reference: message.reference ?? {},
      ...(undo && { undo }),
    },
    text: '',
    attachments: [],
    requestedAt: new Date(),
    ...rest,
  };
}
