import { z } from 'zod';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { getChannelCheck } from '#lib/channels/check/get-channel-check.ts';
import { startTrial } from '#lib/channels/check/start-trial.ts';
import { operation } from '../operation.ts';
import { channelCheckView } from '../schemas/channel-check.ts';
import { id, none } from '../schemas/fields.ts';

const onChannel = z.object({ channelId: id });

export const channelCheckOperations = [
  operation({
    id: 'getChannelCheck',
    method: 'GET',
    path: 'channels/{channelId}/check',
    summary: 'Get the latest check of a channel on the real account',
    act: getChannelCheck,
    params: onChannel,
    query: none,
    body: z.unknown(),
    answer: channelCheckView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'checkChannel',
    method: 'POST',
    path: 'channels/{channelId}/check',
    summary: 'Check a channel on the real account: permissions, reads, subscriptions, webhook address, quotas',
    act: checkChannel,
    refusals: ['channel_unavailable'],
    status: 202,
    params: onChannel,
    query: none,
    body: none,
    answer: channelCheckView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'startTrial',
    method: 'POST',
    path: 'channels/{channelId}/check/trial',
    summary: 'Note when and how the next message that is written to the channel arrives',
    act: startTrial,
    refusals: ['channel_unavailable'],
    params: onChannel,
    query: none,
    body: none,
    answer: channelCheckView,
    run: async (act, { params }) => await act(params),
  }),
];
