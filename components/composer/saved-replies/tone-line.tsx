'use client';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { cx } from '#components/ui/cx.ts';
import type { ComposerState } from '../use-composer.ts';

/** How the brand speaks: its form of address, and its tone notes on demand. */
export function ToneLine({ composer, isOpen }: { composer: ComposerState; isOpen: boolean }) {
  const t = useTranslations('savedReplies.rails');
  const notesId = useId();
  const [isShown, setShown] = useState(false);
  const { address, tone } = composer.guard.rails;
  if (composer.isNote || composer.blocked || !isOpen || (address === null && tone === '')) return null;
  return (
    <div className="px-4 pt-1 text-xs text-muted">
      <span className="flex flex-wrap items-center gap-x-2">
        {address ? <span className="font-medium text-soft">{t(address)}</span> : null}
        {tone ? (
          <button
            type="button"
            aria-expanded={isShown}
            aria-controls={notesId}
            // If the text lost the focus, the composer would fold under the pointer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setShown(!isShown)}
            className="relative touch-target inline-flex items-center gap-1 rounded-control hover:text-ink touch:min-h-8"
          >
            {t('tone')}
            <ChevronDown size={12} strokeWidth={1.5} aria-hidden className={cx(isShown && 'rotate-180')} />
          </button>
        ) : null}
      </span>
      {tone ? (
        <p
          id={notesId}
          hidden={!isShown}
          dir="auto"
          className="max-h-32 overflow-y-auto pb-1 text-sm wrap-anywhere whitespace-pre-wrap text-soft"
        >
          {tone}
        </p>
      ) : null}
    </div>
  );
}
