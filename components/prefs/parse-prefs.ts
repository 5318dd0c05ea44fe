import { z } from 'zod';

const shape = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  isRailOpen: z.boolean().catch(true),
  isContextOpen: z.boolean().catch(true),
  /** Pixels. */
  queueWidth: z.number().min(320).max(560).catch(400),
  areKeysOn: z.boolean().catch(true),
  /** Command to key, where the person chose another key than ours. */
  keys: z.record(z.string(), z.string()).catch({}),
  /** The browser's time zone, for dates that the server writes. */
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
});

/** How one person likes this browser: kept in a cookie, so that the server's first paint is right already. */
export type Prefs = z.infer<typeof shape>;

/** Reads the cookie; what is damaged or unknown falls back to ours. */
export function parsePrefs(cookie: string | undefined): Prefs {
  try {
    return shape.parse(JSON.parse(decodeURIComponent(cookie ?? '{}')));
  } catch {
    return shape.parse({});
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
