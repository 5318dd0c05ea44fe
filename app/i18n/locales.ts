import { knownLanguage, type Language } from '#lib/interface-languages.ts';
import { defaultRegion, isRegionOf, type Locale, type Region } from '#components/prefs/regions.ts';

type Wish = { language: string; region: string; quality: number };

/** A language tag: the language, perhaps a script, perhaps a region (RFC 5646). */
const TAG = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-|$)/iu;

/** The languages that a browser asks for, most preferred first (RFC 9110, 12.5.4). */
function readWishes(acceptLanguage: string | null): Wish[] {
  return (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const [, language = '', region = ''] = TAG.exec(tag) ?? [];
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/u.exec(parameter)?.[1]).find(Boolean);
      return {
        language: language.toLowerCase(),
        region: region.toUpperCase(),
        quality: quality ? Number(quality) : 1,
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

/** The browser's most preferred language of those we have. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  for (const { language } of readWishes(acceptLanguage)) {
    const known = knownLanguage(language);
    if (known) return known;
  }
  return 'en';
}

/**
 * The language with the region in which dates and numbers are written: the person's choice, else that of the browser for
 * this language, else that of the browser for another language (English in Canada for `fr-CA`).
 */
export function localeOf(
  language: Language,
  { region, acceptLanguage }: { region: Region | null; acceptLanguage: string | null },
): Locale {
  const wishes = readWishes(acceptLanguage);
  const own = wishes.filter((wish) => wish.language === language);
  const wanted = [region ?? '', ...[...own, ...wishes].map((wish) => wish.region)];
  return `${language}-${wanted.find((one) => isRegionOf(language, one)) ?? defaultRegion[language]}`;
}
