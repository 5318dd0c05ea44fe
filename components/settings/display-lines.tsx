'use client';
import { useTranslations } from 'next-intl';
import { editProfileAction } from '#app/actions/settings.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { type Language, languages, type SignedIn } from '#lib/users/types.ts';
import { RegionLine } from './region-line.tsx';
import { useAct } from './use-act.ts';

const themes = ['system', 'light', 'dark'] as const;

export function DisplayLines({ person }: { person: SignedIn }) {
  const t = useTranslations('settings.account');
  const languageName = useTranslations('common.languages');
  const { prefs, setPrefs } = usePrefs();
  const { act, isBusy, error } = useAct();
  const choose = (language: Language | 'auto') =>
    act(() => editProfileAction({ name: person.name, language: language === 'auto' ? null : language }));
  return (
    <Lines label={t('display')}>
      <Line title={t('language')} detail={error}>
        <div className="w-56">
          <Select
            label={t('language')}
            value={person.language ?? 'auto'}
            // Disabled meanwhile, it would lose the focus.
            onChange={(language) => {
              if (!isBusy) choose(language);
            }}
            options={[
              { value: 'auto', label: t('languageAuto') },
              ...languages.map((value) => ({ value, label: languageName(value) })),
            ]}
          />
        </div>
      </Line>
      <RegionLine />
      <Line title={t('theme')}>
        <div className="w-56">
          <Select
            label={t('theme')}
            value={prefs.theme}
            onChange={(theme) => setPrefs({ theme })}
            options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
          />
        </div>
      </Line>
    </Lines>
  );
}
