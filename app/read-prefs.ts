import { cookies } from 'next/headers';
import { cache } from 'react';
import { PREFS_COOKIE } from '#components/prefs/cookie.ts';
import { parsePrefs } from '#components/prefs/parse-prefs.ts';

/** The preferences of the browser that asks, once a request. */
export const readPrefs = cache(async () => parsePrefs((await cookies()).get(PREFS_COOKIE)?.value));
