import { headers } from 'next/headers';
import { cache } from 'react';
import { readSession } from '#app/session.ts';
import type { Language } from '#lib/interface-languages.ts';
import { preferredLanguage } from './locales.ts';

/** The language of the screen, once a request: the one that the user chose, else the browser's. */
export const readLanguage = cache(
  async (): Promise<Language> =>
    (await readSession())?.language ?? preferredLanguage((await headers()).get('accept-language')),
);
