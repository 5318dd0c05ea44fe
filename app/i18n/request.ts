import { headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { readPrefs } from '#app/read-prefs.ts';
import { catalogues } from './catalogues.ts';
import { localeOf } from './locales.ts';
import { readLanguage } from './read-language.ts';

export default getRequestConfig(async () => {
  const [language, { timeZone, region }, head] = await Promise.all([readLanguage(), readPrefs(), headers()]);
  const locale = localeOf(language, { region, acceptLanguage: head.get('accept-language') });
  return { locale, timeZone, messages: await catalogues[language]() };
});
