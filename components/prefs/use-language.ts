'use client';
import { useLocale } from 'next-intl';
import { type Language, languages } from '#lib/users/types.ts';

/** The language of the screen. The locale also has a region, for dates and numbers. */
export function useLanguage(): Language {
  const locale = useLocale();
  return languages.find((language) => locale.startsWith(`${language}-`)) ?? 'en';
}
