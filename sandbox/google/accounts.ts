import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { invalid, notFound, parametersOf, sizeOf, sliceOf } from './parameters.ts';
import { locationJson } from './wire.ts';
import type { Place } from './world.ts';

export type Account = { id: string; name: string; type: 'PERSONAL' | 'LOCATION_GROUP'; places: readonly Place[] };
export type Setting = { pubsubTopic: string; notificationTypes: string[] };

const TYPES = ['GOOGLE_UPDATE', 'NEW_REVIEW', 'UPDATED_REVIEW', 'NEW_CUSTOMER_MEDIA', 'VOICE_OF_MERCHANT_UPDATED'];

export function listAccounts(accounts: readonly Account[], request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['pageSize', 'pageToken', 'filter', 'parentAccount']);
  const { items, more } = sliceOf(accounts, { size: sizeOf(asked('pageSize'), 20), token: asked('pageToken') });
  const shown = items.map(({ id, name, type }) => ({
    name: `accounts/${id}`,
    accountName: name,
    type,
    role: 'PRIMARY_OWNER',
    verificationState: 'VERIFIED',
    vettedState: 'NOT_VETTED',
  }));
  return { status: 200, json: { accounts: shown, ...more } };
}

export function listLocations(account: Account, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['readMask', 'pageSize', 'pageToken', 'filter', 'orderBy']);
  const mask = maskOf(asked('readMask'));
  const page = { size: sizeOf(asked('pageSize'), 100), token: asked('pageToken') };
  const { items, more } = sliceOf(account.places, page);
  const locations = items.map((place) => masked(locationJson(place), mask));
  return { status: 200, json: { ...(locations.length > 0 ? { locations } : {}), ...more } };
}

export function getLocation(places: readonly Place[], id: string, request: SandboxRequest): SandboxAnswer {
  const mask = maskOf(parametersOf(request, ['readMask'])('readMask'));
  const place = places.find((one) => one.id === id);
  if (!place) throw notFound();
  return { status: 200, json: masked(locationJson(place), mask) };
}

const settingBody = z.object({
  pubsubTopic: z.string().default(''),
  notificationTypes: z.array(z.enum(TYPES)).default([]),
});

/** `accounts.getNotificationSetting`. */
export function getNotifications(setting: Setting, name: string): SandboxAnswer {
  return { status: 200, json: { name, ...setting } };
}

export function setNotifications(setting: Setting, name: string, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['updateMask']);
  const fields = asked('updateMask').split(',').filter(Boolean);
  if (fields.length === 0) throw invalid('update_mask is required.');
  const body = settingBody.safeParse(JSON.parse(request.body.toString()));
  if (!body.success) throw invalid('Invalid value at notification_setting.');
  if (!/^projects\/[^/]+\/topics\/[^/]+$/.test(body.data.pubsubTopic)) throw invalid('INVALID_PUBSUB_TOPIC');
  if (fields.includes('pubsubTopic')) setting.pubsubTopic = body.data.pubsubTopic;
  if (fields.includes('notificationTypes')) setting.notificationTypes = body.data.notificationTypes;
  return { status: 200, json: { name, ...setting } };
}

const FIELDS = ['name', 'title', 'storeCode', 'storefrontAddress', 'metadata'];

function maskOf(readMask: string): string[] {
  const fields = readMask.split(',').filter(Boolean);
  if (fields.length === 0) throw invalid('read_mask is required.');
  if (fields.some((field) => !FIELDS.includes(field))) throw invalid('Invalid field mask provided.');
  return fields;
}

function masked(whole: Record<string, unknown>, mask: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => mask.includes(name)));
}
