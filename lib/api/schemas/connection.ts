import { z } from 'zod';
import type { ConnectionView, NetworkAppView } from '#lib/channels/connecting/types.ts';
import { id, moment, name } from './fields.ts';

export const connectionView = name(
  'Connection',
  z.object({
    id,
    network: z.string(),
    channelId: id.nullable(),
    state: z.enum(['waiting', 'choose', 'failed', 'expired']),
    failure: z.string().nullable(),
    expiresAt: moment,
    accounts: z.array(
      z.object({
        externalId: z.string(),
        handle: z.string(),
        name: z.string(),
        avatarUrl: z.string().nullable(),
        isConnected: z.boolean(),
      }),
    ),
  }) satisfies z.ZodType<ConnectionView>,
);

export const networkAppView = name(
  'NetworkApp',
  z.object({
    network: z.string(),
    name: z.string(),
    mark: z.object({ path: z.string(), color: z.string() }),
    from: z.enum(['operator', 'workspace']).nullable(),
    isReady: z.boolean(),
    canBeTested: z.boolean(),
    settings: z.array(
      z.object({
        name: z.enum(['clientId', 'clientSecret', 'webhookSecret']),
        variable: z.string(),
        isRequired: z.boolean(),
        isSet: z.boolean(),
      }),
    ),
    options: z.array(
      z.object({
        name: z.string(),
        variable: z.string(),
        values: z.array(z.string()).readonly(),
        isSet: z.boolean(),
        value: z.string().nullable(),
      }),
    ),
    webhookUrl: z.string().nullable(),
    redirectUrl: z.string().nullable(),
  }) satisfies z.ZodType<NetworkAppView>,
);
