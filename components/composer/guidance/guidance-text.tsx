'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ItemGuidance } from '#lib/guidance/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Half = 'fr' | 'en';

/** The half in a language, or the other one where that is missing. */
export function halfOf({ fr, en }: { fr: string; en: string }, wanted: Half): { text: string; half: Half } {
  const half = wanted === 'fr' ? (fr === '' ? 'en' : 'fr') : en === '' ? 'fr' : 'en';
  return { half, text: half === 'fr' ? fr : en };
}

/** What it is about, until when it holds, and the text in the item's language with the other half at hand. */
export function GuidanceText({ guidance, wanted }: { guidance: ItemGuidance; wanted: Half }) {
  const t = useTranslations('guidance');
  const format = useFormatter();
  const [isOther, setOther] = useState(false);
  const asked = isOther ? (wanted === 'fr' ? 'en' : 'fr') : wanted;
  const { text, half } = halfOf(guidance, asked);
  const isBoth = guidance.fr !== '' && guidance.en !== '';
  const other = asked === 'fr' ? 'en' : 'fr';
  return (
    <li className="py-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
        <span>{t(`about.${guidance.kind}`, { name: isolated(plainLine(guidance.about)) })}</span>
        {guidance.endsAt ? (
          <span suppressHydrationWarning>
            {t('until', {
              at: format.dateTime(new Date(guidance.endsAt), { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </span>
        ) : null}
        {isBoth ? (
          <button
            type="button"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setOther(!isOther)}
            className="relative touch-target rounded-control underline hover:text-ink touch:min-h-8"
          >
            {t(`show.${other}`)}
          </button>
        ) : (
          <span className="text-warn">{t(`only.${half}`)}</span>
        )}
      </p>
      <p lang={half} dir="auto" className="mt-0.5 wrap-anywhere whitespace-pre-wrap text-ink">
        {text}
      </p>
    </li>
  );
}
