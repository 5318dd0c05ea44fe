'use client';
import { Check, Hand, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { SWIPE_ACTS_AT } from './use-swipe.ts';

const icons = { claim: Hand, release: Undo2, resolveStay: Check, reopen: Undo2 } as const;

export type SwipeAct = keyof typeof icons;

/** What a swipe does, in the space that the moved row leaves free; in full colour once lifting the finger does it. */
export function SwipeReveal({ act, offset }: { act: SwipeAct; offset: number }) {
  const t = useTranslations('commands');
  const Mark = icons[act];
  const isArmed = Math.abs(offset) > SWIPE_ACTS_AT;
  const isRight = offset > 0;
  return (
    <span
      aria-hidden
      data-swipe={act}
      className={cx(
        'absolute inset-0 flex items-center gap-2 px-5 text-sm font-semibold',
        isRight ? 'justify-start' : 'flex-row-reverse justify-start',
        isRight
          ? isArmed
            ? 'bg-accent-ink text-page'
            : 'bg-accent-tint text-accent-ink'
          : isArmed
            ? 'bg-ok text-page'
            : 'bg-ok-tint text-ok',
      )}
    >
      <Mark
        size={20}
        strokeWidth={1.75}
        className={cx('transition-transform duration-120 ease-out', isArmed && 'scale-120')}
      />
      {t(act)}
    </span>
  );
}
