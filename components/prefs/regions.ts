import type { Language } from '#lib/users/types.ts';

/**
 * The regions whose dates and numbers we write, by language. Node and the browsers must write them alike, or a page changes
 * when the browser takes it over: Switzerland is left out because they disagree on its numbers. Its dates are those of
 * France.
 */
export const regions = {
  en: ['GB', 'US', 'AU', 'CA', 'IE', 'IN', 'NZ', 'ZA'],
  fr: ['FR', 'BE', 'CA', 'LU'],
} as const satisfies Record<Language, readonly string[]>;

export type Region = (typeof regions)[Language][number];

/** A language of ours with a region, in which dates and numbers are written: "en-GB". */
export type Locale = `${Language}-${Region}`;

/** The region of each language where nobody says which. */
export const defaultRegion = { en: 'GB', fr: 'FR' } as const satisfies Record<Language, Region>;

export const allRegions: readonly Region[] = [...new Set(Object.values(regions).flat())];

/** Whether we write this language as in this region. */
export function isRegionOf(language: Language, region: string): region is Region {
  return regions[language].some((known) => known === region);
}
