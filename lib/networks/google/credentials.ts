import { z } from 'zod';
import { googleCredentials } from '../kit/google/credentials.ts';

export const credentialsSchema = googleCredentials.extend({
  /** The place as the review service names it, with its account: `accounts/1/locations/2`. */
  place: z.string().regex(/^accounts\/[^/]+\/locations\/[^/]+$/),
});
export type PlaceCredentials = z.infer<typeof credentialsSchema>;
