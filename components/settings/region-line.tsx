'use client';
import { useLocale, useTranslations } from 'next-intl';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { useLanguage } from '#components/prefs/use-language.ts';
import { Line } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { isRegionOf, type Region, regions } from '#components/prefs/regions.ts';

/** An afternoon late in a month, so that the order of day and month and the clock of 12 or 24 hours show. */
const EXAMPLE = new Date(Date.UTC(2026, 10, 21, 14, 30));

/** Chooses whose dates and numbers are shown. Each region is listed with a date as it writes it. */
export function RegionLine() {
  const t = useTranslations('settings.account');
  const language = useLanguage();
  const nameOf = new Intl.DisplayNames(useLocale(), { type: 'region' });
  const { prefs, setPrefs } = usePrefs();
  const labelOf = (region: Region) => {
    const look = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
    return `${nameOf.of(region)} · ${new Intl.DateTimeFormat(`${language}-${region}`, look).format(EXAMPLE)}`;
  };
  // A region that this language has no dates for counts as none.
  const value = prefs.region && isRegionOf(language, prefs.region) ? prefs.region : 'auto';
  return (
    <Line title={t('region')}>
      <div className="w-72 max-w-full">
        <Select<Region | 'auto'>
          label={t('region')}
          value={value}
          onChange={(region) => setPrefs({ region: region === 'auto' ? null : region })}
          options={[
            { value: 'auto', label: t('regionAuto') },
            ...regions[language].map((region) => ({ value: region, label: labelOf(region) })),
          ]}
        />
      </div>
    </Line>
  );
}
