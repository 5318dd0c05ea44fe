import { z } from 'zod';

/** "Profiles": the profile of the person who granted access. */
export const myProfile = z.object({
  public_profile: z.object({
    id: z.string(),
    display_name: z.string(),
    snap_user_name: z.string(),
    logo_urls: z
      .object({ original_logo_url: z.url().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});
export type MyProfile = z.infer<typeof myProfile>;

/** "Authentication". `expires_in` is seconds; the documentation mentions 1,800 and 3,600. */
export const token = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
});
