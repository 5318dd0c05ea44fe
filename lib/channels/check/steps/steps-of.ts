import type { Connector, ItemKind } from '#lib/networks/contract.ts';
import { checkBudget, checkQuota } from './check-limits.ts';
import { checkEvents } from './check-events.ts';
import { checkWebhook } from './check-webhook.ts';
import { checkRead } from './check-read.ts';
import { checkSignIn } from './check-sign-in.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckKind, CheckResult } from '../types.ts';

/** One line of a check. */
export type CheckStep = {
  kind: CheckKind;
  name: string;
  itemKinds: readonly ItemKind[];
  /** Dead credentials do not matter to it. */
  isOurs?: true;
  run: () => Promise<CheckResult>;
};

/** Everything that is checked on a channel, in the order in which it is shown. */
export function stepsOf(channel: CheckedChannel): CheckStep[] {
  const { connector } = channel;
  return [
    { kind: 'sign_in', name: connector.name, itemKinds: [], run: () => checkSignIn(channel) },
    ...scopesOf(channel),
    ...(connector.checks?.reads ?? []).map((read): CheckStep => ({
      kind: 'read',
      name: read.name,
      itemKinds: read.kinds,
      run: () => checkRead(channel, read),
    })),
    ...eventsOf(channel),
    ...(connector.webhook ? [webhookOf(channel, connector.webhook)] : []),
    ...(connector.schedule ?? []).flatMap((use): CheckStep[] =>
      use.perDay?.(connector.pace.minMs, channel.context.app) === 0
        ? []
        : [{ kind: 'quota', name: use.rateLimit, itemKinds: [], isOurs: true, run: () => checkQuota(channel, use) }],
    ),
    ...(connector.pricing
      ? [
          {
            kind: 'budget',
            name: connector.name,
            itemKinds: [],
            isOurs: true,
            run: () => checkBudget(channel),
          } as const,
        ]
      : []),
  ];
}

function scopesOf({ connector, context }: CheckedChannel): CheckStep[] {
  const { scopes } = connector.checks ?? {};
  if (!scopes) return [];
  // All lines come from one answer.
  let granted: Promise<readonly string[] | null> | undefined;
  return scopes.needed(context).map(({ scope, kinds }) => ({
    kind: 'scope',
    name: scope,
    itemKinds: kinds,
    // Who took a permission back is told so, although nothing can be read any more.
    isOurs: true,
    run: async () => {
      granted ??= scopes.granted(context);
      const list = await granted;
      if (list === null) return { outcome: 'unknown', reason: 'not_told' };
      return list.includes(scope) ? { outcome: 'passed' } : { outcome: 'failed', reason: 'scope_missing' };
    },
  }));
}

function eventsOf(channel: CheckedChannel): CheckStep[] {
  // What brings no item is listed with the channel's subscription, and is not missed.
  const events = Object.entries(channel.connector.webhook?.events ?? {}).filter(([, kinds]) => kinds.length > 0);
  let outcomes: Promise<ReadonlyMap<string, CheckResult>> | undefined;
  return events.map(([event, kinds]) => ({
    kind: 'event',
    name: event,
    itemKinds: kinds,
    run: async () => {
      outcomes ??= checkEvents(channel);
      return (await outcomes).get(event) ?? { outcome: 'unknown', reason: 'not_told' };
    },
  }));
}

function webhookOf(channel: CheckedChannel, webhook: NonNullable<Connector['webhook']>): CheckStep {
  const itemKinds = Object.keys(webhook.pushDelays) as ItemKind[]; // the keys are kinds by its type
  return {
    kind: 'webhook',
    name: channel.connector.network,
    itemKinds,
    isOurs: true,
    run: () => checkWebhook(channel),
  };
}
