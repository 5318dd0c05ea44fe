import { z } from 'zod';
import { getDelivery } from '#lib/sync/deliveries/get-delivery.ts';
import { listDeliveries } from '#lib/sync/deliveries/list-deliveries.ts';
import { replayDelivery, replayFailedDeliveries } from '#lib/sync/deliveries/replay-delivery.ts';
import { type DeliveryDetail, type DeliveryView, deliveryStates } from '#lib/sync/deliveries/types.ts';
import { recheckItem } from '#lib/sync/recheck-item.ts';
import { operation } from '../operation.ts';
import { count, cursor, id, moment, name, none, nothing } from '../schemas/fields.ts';

const onChannel = z.object({ channelId: id });
const onDelivery = z.object({ deliveryId: id });

const delivery = z.object({
  id,
  channelId: id,
  receivedAt: moment,
  state: z.enum(deliveryStates),
  attempts: count,
  error: z.string().nullable(),
  nextAt: moment.nullable(),
  processedAt: moment.nullable(),
  size: count,
});
const deliveryView = name('Delivery', delivery satisfies z.ZodType<DeliveryView>);
const deliveryDetail = name(
  'DeliveryDetail',
  delivery.extend({
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }) satisfies z.ZodType<DeliveryDetail>,
);

export const deliveryOperations = [
  operation({
    id: 'listDeliveries',
    method: 'GET',
    path: 'channels/{channelId}/deliveries',
    summary: 'List webhook deliveries, latest first, with their state',
    act: listDeliveries,
    params: onChannel,
    query: z.object({ state: z.enum(deliveryStates).optional(), cursor: cursor.optional() }),
    body: z.unknown(),
    answer: z.object({ deliveries: z.array(deliveryView), nextCursor: cursor.nullable() }),
    run: async (act, { params, query }) =>
      await act({
        ...params,
        ...(query.state === undefined ? {} : { state: query.state }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      }),
  }),
  operation({
    id: 'replayFailedDeliveries',
    method: 'POST',
    path: 'channels/{channelId}/deliveries/replay-failed',
    summary: 'Process all failed and unreadable deliveries again',
    act: replayFailedDeliveries,
    status: 202,
    params: onChannel,
    query: none,
    body: none,
    answer: z.object({ deliveries: count }),
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'getDelivery',
    method: 'GET',
    path: 'deliveries/{deliveryId}',
    summary: 'Get a delivery with its headers and body',
    act: getDelivery,
    params: onDelivery,
    query: none,
    body: z.unknown(),
    answer: deliveryDetail,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'replayDelivery',
    method: 'POST',
    path: 'deliveries/{deliveryId}/replay',
    summary: 'Process a delivery again; 409 if its body was erased',
    act: replayDelivery,
    refusals: ['conflict'],
    status: 204,
    params: onDelivery,
    query: none,
    body: none,
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
  operation({
    id: 'recheckItem',
    method: 'POST',
    path: 'items/{itemId}/recheck',
    summary:
      'Load the item’s messages from the network again, if the network limits how long they may be stored; once a minute',
    act: recheckItem,
    params: z.object({ itemId: id }),
    query: none,
    body: none,
    answer: z.object({ messages: count.describe('Number of messages that the network reported') }),
    run: async (act, { params }) => await act(params),
  }),
];
