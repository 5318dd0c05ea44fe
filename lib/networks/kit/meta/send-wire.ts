import { z } from 'zod';

/** The answer of the Send API. For a `sender_action` it has no `message_id`. */
export const sendAnswer = z.object({ recipient_id: z.string().optional(), message_id: z.string().optional() });

/** `{"success":true}`; some edges send the value as text. */
export const successAnswer = z.object({ success: z.union([z.literal(true), z.literal('true')]) });

/** `GET /debug_token` ("Access token guide"). */
export const debugTokenAnswer = z.object({
  data: z.object({
    app_id: z.string().optional(),
    type: z.string().optional(),
    is_valid: z.boolean().default(false),
    expires_at: z.number().optional(),
    data_access_expires_at: z.number().optional(),
    scopes: z.array(z.string()).default([]),
    granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).optional(),
    profile_id: z.string().optional(),
    user_id: z.string().optional(),
  }),
});
export type DebuggedToken = z.infer<typeof debugTokenAnswer>['data'];
