import { z } from 'zod';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';
import { connectAccounts } from '#lib/channels/connecting/connect-accounts.ts';
import { getConnection } from '#lib/channels/connecting/get-connection.ts';
import { operation } from '../operation.ts';
import { originOf } from '../origin.ts';
import { BUDGET_WHEN_CONNECTING, budgetMicros } from '../schemas/budget.ts';
import { channelView } from '../schemas/channel.ts';
import { connectionView } from '../schemas/connection.ts';
import { id, none } from '../schemas/fields.ts';

const onConnection = z.object({ connectionId: id });

export const connectingOperations = [
  operation({
    id: 'beginConnection',
    method: 'POST',
    path: 'connections',
    summary: 'Start a sign-in at the network; redirect the member to `authorizeUrl`',
    act: beginConnection,
    refusals: ['not_offered', 'conflict', 'network_refused', 'network_unavailable'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      network: z.string().min(1).max(60),
      channelId: id.optional().describe('The channel to reconnect'),
    }),
    answer: z.object({ id, authorizeUrl: z.url() }),
    run: async (act, { body }, { request }) => await act({ ...body, origin: originOf(request) }),
  }),
  operation({
    id: 'getConnection',
    method: 'GET',
    path: 'connections/{connectionId}',
    summary: 'Get the state of a sign-in and the accounts it found; only for the member who started it',
    act: getConnection,
    params: onConnection,
    query: none,
    body: z.unknown(),
    answer: connectionView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'connectAccounts',
    method: 'POST',
    path: 'connections/{connectionId}/accounts',
    summary: 'Connect accounts found by a sign-in: all of those given, or none',
    act: connectAccounts,
    refusals: [
      'not_offered',
      'token_expired',
      'conflict',
      'already_connected',
      'network_refused',
      'network_unavailable',
    ],
    status: 201,
    params: onConnection,
    query: none,
    body: z.object({
      externalIds: z.array(z.string().min(1).max(500)).min(1).max(200),
      monthlyBudgetMicros: budgetMicros.optional().describe(BUDGET_WHEN_CONNECTING),
    }),
    answer: z.object({ channels: z.array(channelView) }),
    run: async (act, { params, body }) => ({ channels: await act({ ...params, ...body }) }),
  }),
];
