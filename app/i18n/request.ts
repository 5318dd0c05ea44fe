import { headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { readPrefs } from '#app/read-prefs.ts';
import { readSession } from '#app/session.ts';
import { type Locale, preferredLocale } from './locales.ts';

const catalogues = {
  en: async () => (await import('#messages/en.ts')).en,
  fr: async () => (await import('#messages/fr.ts')).fr,
} satisfies Record<Locale, () => Promise<unknown>>;

export default getRequestConfig(async () => {
  const chosen = (await readSession())?.language;
  const locale = chosen ?? preferredLocale((await headers()).get('accept-language'));
  const { timeZone } = await readPrefs();
  return { locale, timeZone, messages: await catalogues[locale]() };
});
