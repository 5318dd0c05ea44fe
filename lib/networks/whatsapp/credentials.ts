import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  /** The token of the business (Embedded Signup) or of a system user; neither expires. */
  accessToken: z.string(),
  /** The WhatsApp Business Account that the number belongs to: it has the templates and the subscription. */
  wabaId: z.string(),
  /** When the token expires, in epoch milliseconds; absent where it does not. */
  expiresAt: z.number().optional(),
});

export type WhatsAppCredentials = z.infer<typeof credentialsSchema>;
export type WhatsAppChannel = ChannelContext<WhatsAppCredentials>;

export function tokenLife({ expiresAt }: WhatsAppCredentials): { expiresAt?: Date } {
  return expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
}
