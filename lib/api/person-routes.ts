import { z } from 'zod';
import { listMergedItems } from '#lib/items/merged/list-merged-items.ts';
import { listPlaces } from '#lib/items/merged/list-places.ts';
import { mergedFilterFields } from '#lib/items/merged/types.ts';
import { itemSorts, PAGE_LIMIT } from '#lib/items/types.ts';
import { countMergedUnread } from '#lib/notifications/merged/count-merged-unread.ts';
import { listMergedNotifications } from '#lib/notifications/merged/list-merged-notifications.ts';
import { markAllMergedRead } from '#lib/notifications/merged/mark-all-merged-read.ts';
import { readPushKey } from '#lib/push/push-key.ts';
import { renewPush } from '#lib/push/subscriptions.ts';
import { openPersonStream } from '#lib/realtime/streams/person-stream.ts';
import { Refusal } from '#lib/refusal.ts';
import { eventStreamHeaders } from './operations/events.ts';
import { filterQuery, given } from './operations/items.ts';
import { mediaType, parseJson, readBytes } from './read-body.ts';
import { readQuery } from './read-query.ts';
import { id, queryFlag } from './schemas/fields.ts';

type Person = { userId: string; sessionId: string };
type PersonRoute = {
  methods: readonly string[];
  answer: (person: Person, request: Request) => Promise<Response>;
};

/** The most workspaces that one call names; without any, all are meant. */
const NAMED_WORKSPACES = 500;

const fields = Object.fromEntries(mergedFilterFields.map((name) => [name, true])) as {
  [Field in (typeof mergedFilterFields)[number]]: true;
}; // one entry a field
const listQuery = filterQuery.pick(fields).extend({
  id: z.array(id).max(PAGE_LIMIT).optional(),
  workspace: z.array(z.string().max(60)).max(NAMED_WORKSPACES).optional(),
  sort: z.enum(itemSorts).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
});

/** The largest subscription that is read, in bytes. */
const SUBSCRIPTION_BYTES = 10_000;
const subscription = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

const waitingQuery = z.object({ whole: queryFlag.default(false) });
const notificationsQuery = z.object({ cursor: z.string().max(200).optional() });

/**
 * The addresses of a signed-in person over all workspaces, by name: the one queue, what waits where, notifications, and live
 * events; and the subscription of her browser. One notification is marked as read in its workspace; here all are.
 */
export const personRoutes: Record<string, PersonRoute> = {
  items: {
    methods: ['GET'],
    answer: async (person, request) => {
      refuseFiltersOfOne(request);
      const { id: itemIds, workspace = null, sort, cursor = null, limit, ...wanted } = readSearch(listQuery, request);
      const page = { ...(sort ? { sort } : {}), ...(limit ? { limit } : {}), ...(itemIds ? { itemIds } : {}) };
      return Response.json(
        await listMergedItems(person, { filter: given(wanted), workspaces: workspace, cursor, ...page }),
      );
    },
  },
  waiting: {
    methods: ['GET'],
    answer: async (person, request) =>
      Response.json({ workspaces: await listPlaces(person, readSearch(waitingQuery, request)) }),
  },
  notifications: {
    methods: ['GET'],
    answer: async (person, request) => {
      const { cursor = null } = readSearch(notificationsQuery, request);
      return Response.json(await listMergedNotifications(person, { cursor }));
    },
  },
  'notifications/unread': {
    methods: ['GET'],
    answer: async (person) => Response.json({ unread: await countMergedUnread(person) }),
  },
  'notifications/read': {
    methods: ['POST'],
    answer: async (person) => {
      await markAllMergedRead(person);
      return new Response(null, { status: 204 });
    },
  },
  events: {
    methods: ['GET'],
    answer: async (person, { signal }) =>
      new Response(await openPersonStream(person, { signal }), { headers: eventStreamHeaders }),
  },
  // For web/service-worker.js: no page is open when a browser renews its subscription.
  'push-subscription': {
    methods: ['GET', 'PUT'],
    answer: async (person, request) => {
      if (request.method === 'GET') return Response.json({ publicKey: (await readPushKey()).publicKey });
      const bytes = await readBytes(request, SUBSCRIPTION_BYTES);
      const given = subscription.safeParse(parseJson(bytes, mediaType(request)));
      if (!given.success) throw new Refusal('invalid', { field: String(given.error.issues[0]?.path[0] ?? 'body') });
      await renewPush(person, given.data);
      return new Response(null, { status: 204 });
    },
  },
};

/** @throws Refusal `of_one_workspace` for a filter by a tag, a channel or another thing of one workspace */
function refuseFiltersOfOne(request: Request): void {
  const field = Object.keys(filterQuery.shape).find(
    (name) => !Object.hasOwn(listQuery.shape, name) && new URL(request.url).searchParams.has(name),
  );
  if (field) throw new Refusal('of_one_workspace', { field });
}

/** @throws Refusal `invalid` naming the field, also one that the queue over all workspaces does not know */
function readSearch<Schema extends z.ZodObject>(schema: Schema, request: Request): z.infer<Schema> {
  const search = new URL(request.url).searchParams;
  const unknown = [...search.keys()].find((name) => !Object.hasOwn(schema.shape, name));
  if (unknown !== undefined) throw new Refusal('invalid', { field: unknown.slice(0, 40) });
  const parsed = schema.safeParse(readQuery(search, schema));
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? 'query') });
}
