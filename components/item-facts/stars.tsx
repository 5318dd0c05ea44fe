'use client';
import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';

const steps = [1, 2, 3, 4, 5] as const;

/** A review's rating: five stars, with the number as text for screen readers. */
export function Stars({ rating, size = 12 }: { rating: number; size?: number }) {
  const t = useTranslations('queue');
  return (
    <span
      role="img"
      aria-label={t('stars', { n: rating })}
      className="inline-flex shrink-0 items-center gap-px self-center text-warn"
    >
      {steps.map((step) => (
        <Star
          key={step}
          size={size}
          strokeWidth={1.5}
          fill={step <= rating ? 'currentColor' : 'none'}
          aria-hidden
          className={cx(step > rating && 'opacity-75')}
        />
      ))}
    </span>
  );
}
