'use client';
import { useLocale } from 'next-intl';
import { knownLanguage, type Language } from '#lib/language.ts';

/** The language of the screen. The locale also has a region, for dates and numbers. */
export function useLanguage(): Language {
  return knownLanguage(useLocale().slice(0, 2)) ?? 'en';
}
