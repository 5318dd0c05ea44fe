import { z } from 'zod';
import { allRegions } from './regions.ts';

const shape = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  isRailOpen: z.boolean().catch(true),
  isContextOpen: z.boolean().catch(true),
  /** Pixels. */
  queueWidth: z.number().min(320).max(560).catch(400),
  areKeysOn: z.boolean().catch(true),
  /** Keys by command, where the person has changed them. */
  keys: z.record(z.string(), z.string()).catch({}),
  /** Whose dates and numbers are shown; null for the browser's region. */
  region: z.enum(allRegions).nullable().catch(null),
  /** The browser's time zone, for dates that the server renders. */
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
});

/** A person's preferences in this browser. They are stored in a cookie, so that the server's first paint respects them. */
export type Prefs = z.infer<typeof shape>;

/** Reads the cookie. Damaged and unknown values fall back to the defaults. */
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
