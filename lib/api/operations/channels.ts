import { z } from 'zod';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { disconnectChannel } from '#lib/channels/connecting/disconnect-channel.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { pullNow } from '#lib/channels/pull-now.ts';
import { reconnectChannel } from '#lib/channels/connecting/reconnect-channel.ts';
import { resumeChannel } from '#lib/channels/resume-channel.ts';
import { setBudget } from '#lib/channels/rate-limits/set-budget.ts';
import { operation } from '../operation.ts';
import { BUDGET_WHEN_CONNECTING, budgetMicros } from '../schemas/budget.ts';
import { channelView } from '../schemas/channel.ts';
import { id, none, nothing } from '../schemas/fields.ts';

const onChannel = z.object({ channelId: id });
const credentials = z
  .record(z.string().max(60), z.union([z.string().max(10_000), z.number()]))
  .describe('The network’s `connectFields`, or tokens obtained elsewhere');

export const channelOperations = [
  operation({
    id: 'listChannels',
    method: 'GET',
    path: 'channels',
    summary: 'List the channels with their health and completeness proof',
    act: listChannels,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ channels: z.array(channelView) }),
    run: async (act) => ({ channels: await act() }),
  }),
  operation({
    id: 'connectChannel',
    method: 'POST',
    path: 'channels',
    summary: 'Connect an account; 422 with the network’s reason if it refuses',
    act: connectChannel,
    refusals: ['not_offered', 'conflict', 'already_connected', 'network_refused', 'network_unavailable'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      network: z.string().min(1).max(60),
      credentials,
      monthlyBudgetMicros: budgetMicros.optional().describe(BUDGET_WHEN_CONNECTING),
    }),
    answer: channelView,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'getChannel',
    method: 'GET',
    path: 'channels/{channelId}',
    summary: 'Get a channel',
    act: getChannel,
    params: onChannel,
    query: none,
    body: z.unknown(),
    answer: channelView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'changeChannel',
    method: 'PATCH',
    path: 'channels/{channelId}',
    summary: 'Set the monthly budget for API calls, in millionths of a US dollar; null for no limit',
    act: setBudget,
    refusals: ['not_offered'],
    params: onChannel,
    query: none,
    body: z.object({ monthlyBudgetMicros: budgetMicros }),
    answer: channelView,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'reconnectChannel',
    method: 'POST',
    path: 'channels/{channelId}/reconnect',
    summary: 'Reconnect a channel with new credentials for the same account',
    act: reconnectChannel,
    refusals: ['not_offered', 'conflict', 'already_connected', 'network_refused', 'network_unavailable'],
    params: onChannel,
    query: none,
    body: z.object({ credentials }),
    answer: channelView,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'pauseChannel',
    method: 'POST',
    path: 'channels/{channelId}/pause',
    summary: 'Pause a channel: stop reading and sending',
    act: pauseChannel,
    refusals: ['conflict'],
    params: onChannel,
    query: none,
    body: none,
    answer: channelView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'resumeChannel',
    method: 'POST',
    path: 'channels/{channelId}/resume',
    summary: 'Resume a channel where it stopped',
    act: resumeChannel,
    refusals: ['conflict'],
    params: onChannel,
    query: none,
    body: none,
    answer: channelView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'pullChannel',
    method: 'POST',
    path: 'channels/{channelId}/pull',
    summary: 'Check a channel now',
    act: pullNow,
    refusals: ['channel_unavailable', 'conflict'],
    status: 202,
    params: onChannel,
    query: none,
    body: none,
    answer: channelView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'disconnectChannel',
    method: 'DELETE',
    path: 'channels/{channelId}',
    summary: 'Disconnect a channel and delete its credentials; its messages stay',
    act: disconnectChannel,
    status: 204,
    params: onChannel,
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
