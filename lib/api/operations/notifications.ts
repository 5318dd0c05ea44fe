import { z } from 'zod';
import { countUnreadNotifications, listNotifications } from '#lib/notifications/list-notifications.ts';
import { markNotificationsRead } from '#lib/notifications/mark-notifications-read.ts';
import { NOTIFICATIONS_PAGE, notificationKinds, type NotificationView } from '#lib/notifications/types.ts';
import { operation } from '../operation.ts';
import { count, id, moment, name, none, nothing, ref } from '../schemas/fields.ts';

const notification = name(
  'Notification',
  z.object({
    id,
    kind: z.enum(notificationKinds),
    actor: ref.nullable().describe('Null: the product'),
    item: z.object({ id, network: z.string(), contactName: z.string() }).nullable(),
    channel: z.object({ id, name: z.string(), handle: z.string() }).nullable(),
    excerpt: z.string().nullable(),
    createdAt: moment,
    readAt: moment.nullable(),
  }) satisfies z.ZodType<NotificationView>,
);

export const notificationOperations = [
  operation({
    id: 'listNotifications',
    method: 'GET',
    path: 'notifications',
    summary: 'List the caller’s notifications, latest first',
    act: listNotifications,
    params: none,
    query: z.object({ cursor: id.optional() }),
    body: z.unknown(),
    answer: z.object({ notifications: z.array(notification), nextCursor: z.string().nullable() }),
    run: async (act, { query }) => await act(query),
  }),
  operation({
    id: 'countUnreadNotifications',
    method: 'GET',
    path: 'notifications/unread',
    summary: 'Count the caller’s unread notifications, up to 100',
    act: countUnreadNotifications,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ unread: count }),
    run: async (act) => ({ unread: await act() }),
  }),
  operation({
    id: 'readNotifications',
    method: 'POST',
    path: 'notifications/read',
    summary: 'Mark notifications as read: those named, those of one item, or all',
    act: markNotificationsRead,
    refusals: ['too_many'],
    status: 204,
    params: none,
    query: none,
    body: z.object({ ids: z.array(id).max(NOTIFICATIONS_PAGE).optional(), itemId: id.optional() }),
    answer: nothing,
    run: async (act, { body }) => {
      await act(body);
      return undefined;
    },
  }),
];
