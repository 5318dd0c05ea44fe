'use client';
import { useTranslations } from 'next-intl';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { GUIDANCE_TEXT_LIMIT, GUIDANCE_WORD_LIMIT, GUIDANCE_WORDS_LIMIT } from '#lib/guidance/types.ts';

/** What is written in the fields; times as the fields have them, in the reader's zone. */
export type GuidanceText = { fr: string; en: string; from: string; until: string };
export const noText: GuidanceText = { fr: '', en: '', from: '', until: '' };

type Props = { text: GuidanceText; change: (part: Partial<GuidanceText>) => void };

/** What to say in both languages, from when until when. */
export function GuidanceFields({ text, change }: Props) {
  const t = useTranslations('guidance.settings');
  const half = (language: 'fr' | 'en', other: 'fr' | 'en') => {
    const isMissing = text[language].trim() === '' && text[other].trim() !== '';
    return (
      <Field
        label={t(language)}
        hint={isMissing ? <span className="text-warn">{t(`missing.${language}`)}</span> : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            lang={language}
            dir="auto"
            rows={4}
            maxLength={GUIDANCE_TEXT_LIMIT}
            value={text[language]}
            onChange={({ target }) => change({ [language]: target.value })}
          />
        )}
      </Field>
    );
  };
  const moment = (key: 'from' | 'until', hint: 'fromHint' | 'untilHint') => (
    <Field label={t(key)} hint={t(hint)}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={text[key]}
          onChange={({ target }) => change({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {half('fr', 'en')}
      {half('en', 'fr')}
      {moment('from', 'fromHint')}
      {moment('until', 'untilHint')}
    </div>
  );
}

/** The words or phrases that messages are searched for. */
export function WordsField({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const t = useTranslations('guidance.settings');
  return (
    <Field label={t('words')} hint={t('wordsHint')}>
      {(control) => (
        <Input
          {...control}
          required
          dir="auto"
          maxLength={(GUIDANCE_WORD_LIMIT + 2) * GUIDANCE_WORDS_LIMIT}
          value={words}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** The words of a field in which commas part them. */
export function wordsOf(text: string): string[] {
  return text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}
