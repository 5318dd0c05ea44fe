import { z } from 'zod';
import { includes } from '../wire.ts';
import { parseLossless } from '../../kit/lossless-json.ts';

/** A delivery of the X Activity API. Source: docs.x.com/x-api/activity/event-payloads. */
export const delivery = z.object({
  data: z.object({
    event_type: z.string(),
    event_uuid: z.string().nullish(),
    filter: z.object({ user_id: z.string().nullish() }).nullish(),
    payload: z.unknown().optional(),
    includes: includes.nullish().catch(undefined),
  }),
});
export type Delivery = z.infer<typeof delivery>['data'];

export const deletedPost = z.object({ id: z.string(), author_id: z.string() });
export const revoked = z.object({ user_id: z.string() });

/** @throws when it is not a readable delivery, which is then stored and shown */
export function readDelivery(body: string): Delivery {
  return delivery.parse(parseLossless(body)).data;
}
