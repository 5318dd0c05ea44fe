import { z } from 'zod';
import { countUnreadNotifications, listNotifications } from '#lib/notifications/list-notifications.ts';
import { markNotificationsRead } from '#lib/notifications/mark-notifications-read.ts';
import { getItemMute, muteItem } from '#lib/notifications/settings/mute-item.ts';
import {
  getNotificationSettings,
  saveNotificationSettings,
} from '#lib/notifications/settings/notification-settings.ts';
import { digests, type NotificationSettings } from '#lib/notifications/settings/types.ts';
import { NOTIFICATIONS_PAGE, notificationKinds, type NotificationView } from '#lib/notifications/types.ts';
import { operation } from '../operation.ts';
import { count, cursor, id, moment, name, none, nothing, ref } from '../schemas/fields.ts';

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

const choice = z.object({ product: z.boolean(), mail: z.boolean(), push: z.boolean() });
const minuteOfDay = z.int().min(0).max(1439);
const quiet = z.object({ from: minuteOfDay, until: minuteOfDay }).nullable().describe('Minutes of the day; null: none');
const timeZone = z.string().max(64);
const settings = name(
  'NotificationSettings',
  z.object({
    kinds: z.record(z.enum(notificationKinds), choice),
    quiet,
    timeZone,
    digest: z.enum(digests),
  }) satisfies z.ZodType<NotificationSettings>,
);
const onItem = z.object({ itemId: id });

export const notificationOperations = [
  operation({
    id: 'getNotificationSettings',
    method: 'GET',
    path: 'notifications/settings',
    summary: 'How the caller is notified in this workspace',
    act: getNotificationSettings,
    params: none,
    query: none,
    body: z.unknown(),
    answer: settings,
    run: async (act) => await act(),
  }),
  operation({
    id: 'saveNotificationSettings',
    method: 'PATCH',
    path: 'notifications/settings',
    summary: 'Change how the caller is notified; what is absent stays',
    act: saveNotificationSettings,
    params: none,
    query: none,
    body: z.object({
      kinds: z.partialRecord(z.enum(notificationKinds), choice.partial()).optional(),
      quiet: quiet.optional(),
      timeZone: timeZone.optional(),
      digest: z.enum(digests).optional(),
    }),
    answer: settings,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'getItemMute',
    method: 'GET',
    path: 'items/{itemId}/mute',
    summary: 'Whether the caller has muted the item',
    act: getItemMute,
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: z.object({ isMuted: z.boolean() }),
    run: async (act, { params }) => ({ isMuted: await act(params) }),
  }),
  operation({
    id: 'muteItem',
    method: 'POST',
    path: 'items/{itemId}/mute',
    summary: 'Mute the item for the caller, or no longer: nobody is notified of what they have muted',
    act: muteItem,
    status: 204,
    params: onItem,
    query: none,
    body: z.object({ isMuted: z.boolean() }),
    answer: nothing,
    run: async (act, { params, body }) => {
      await act({ ...params, ...body });
      return undefined;
    },
  }),
  operation({
    id: 'listNotifications',
    method: 'GET',
    path: 'notifications',
    summary: 'List the caller’s notifications, latest first',
    act: listNotifications,
    params: none,
    query: z.object({ cursor: cursor.optional() }),
    body: z.unknown(),
    answer: z.object({ notifications: z.array(notification), nextCursor: cursor.nullable() }),
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
