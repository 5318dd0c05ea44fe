import type { z } from 'zod';
import type { ChannelContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { serverAt } from './auth.ts';
import type { BlueskyCredentials, BlueskyOptions } from './credentials.ts';
import { renewCredentials } from './renew.ts';
import { callXrpc, type Budget, type Query, type XrpcCall } from './xrpc.ts';

/** A channel's connection to its server for one job. */
export type Session = {
  did: string;
  now: () => Date;
  query<T>(nsid: string, query: Query, schema: z.ZodType<T>, options?: { chat?: boolean }): Promise<T>;
  /** `writes: false` where repeating it is harmless. */
  procedure<T>(
    nsid: string,
    input: NonNullable<XrpcCall<T>['input']>,
    schema: z.ZodType<T>,
    options?: { chat?: boolean; writes?: boolean },
  ): Promise<T>;
  /** The share of the request quota that is left, 0 to 1, as the network last said. */
  remainingShare(): number;
};

/** Opens the session; it signs in or refreshes only when the network asks for it. */
export function openSession(channel: ChannelContext<BlueskyCredentials>, options: BlueskyOptions): Session {
  const server = serverAt(channel.credentials.service, options);
  const { signal, now, reportUnreadable } = channel;
  let credentials = channel.credentials;
  let budget: Budget = { limit: 1, remaining: 1 };
  const context = {
    signal,
    now,
    onBudget: (seen: Budget) => (budget = seen),
    ...(reportUnreadable && { reportUnreadable }),
  };

  async function call<T>(request: XrpcCall<T>): Promise<T> {
    const { accessJwt } = credentials;
    try {
      return await callXrpc(server, { ...request, token: accessJwt }, context);
    } catch (cause) {
      const isDead =
        cause instanceof NetworkError && cause.kind === 'unauthorized' && cause.reason === 'bad_credentials';
      if (!isDead) throw cause;
      // Another call of this job may have renewed them in the meantime.
      if (credentials.accessJwt === accessJwt) {
        credentials = await renewCredentials(server, credentials, { signal, now, save: channel.saveCredentials });
      }
      return callXrpc(server, { ...request, token: credentials.accessJwt }, context);
    }
  }

  return {
    did: credentials.did,
    now,
    query: (nsid, query, schema, { chat = false } = {}) => call({ nsid, query, schema, chat }),
    procedure: (nsid, input, schema, { chat = false, writes = true } = {}) =>
      call({ nsid, input, schema, chat, writes }),
    remainingShare: () => budget.remaining / budget.limit,
  };
}
