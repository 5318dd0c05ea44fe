'use client';
import { ChevronDown, Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useLanguage } from '#components/prefs/use-language.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { ComposerState } from '../use-composer.ts';
import { GuidanceText, halfOf } from './guidance-text.tsx';

/** How much of the text the folded line shows, in characters. */
const FOLDED = 160;

type Props = {
  composer: ComposerState;
  /** The item's language, as a BCP 47 tag; null where it is not known. */
  language: string | null;
};

/** How leads want this answered: one line that opens. And whether that changed since the text was written. */
export function GuidanceLine({ composer, language }: Props) {
  const t = useTranslations('guidance');
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const ownLanguage = useLanguage();
  const { guidance, isGuidanceChanged, isNote, draft, setDraft } = composer;
  const changed = isGuidanceChanged && draft.text !== '' ? t('changed') : null;
  useAnnounced(changed);
  if (isNote || !guidance) return null;
  const list = guidance.guidance;
  const wanted = (language ?? ownLanguage).startsWith('fr') ? 'fr' : 'en';
  const [first] = list;
  return (
    <div className="px-4 pt-1 text-sm">
      {changed ? (
        <div className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-warn-tint px-2.5 py-1.5 text-warn">
          <p className="min-w-0 flex-1 font-medium">{list.length === 0 ? t('withdrawn') : changed}</p>
          <Button size="small" onClick={() => setDraft({ guidance: guidance.seen })}>
            {t('haveRead')}
          </Button>
        </div>
      ) : null}
      {first ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={listId}
          // If the text lost the focus, the composer would fold under the pointer.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setOpen(!isOpen)}
          className="relative touch-target flex w-full items-center gap-1.5 rounded-control text-start text-xs text-muted hover:text-ink touch:min-h-8"
        >
          <Icon of={Pin} size={12} className="shrink-0 text-accent-ink" />
          <span className="shrink-0 font-medium text-soft">
            {t('title')}
            {list.length > 1 ? ` (${list.length})` : ''}
          </span>
          <span dir="auto" className={cx('min-w-0 flex-1 truncate', isOpen && 'invisible')}>
            {plainLine(halfOf(first, wanted).text, FOLDED)}
          </span>
          <ChevronDown size={12} strokeWidth={1.5} aria-hidden className={cx('shrink-0', isOpen && 'rotate-180')} />
        </button>
      ) : null}
      {first ? (
        <ul
          id={listId}
          hidden={!isOpen}
          aria-label={t('title')}
          className="max-h-48 divide-y divide-line overflow-y-auto overscroll-contain"
        >
          {list.map((one) => (
            <GuidanceText key={one.id} guidance={one} wanted={wanted} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
