'use client';
import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';

const places = [1, 2, 3, 4, 5] as const;

/** A review's rating: five stars, and the number in words for those who don't see them. */
export function Stars({ rating, size = 12 }: { rating: number; size?: number }) {
  const t = useTranslations('queue');
  return (
    <span
      role="img"
      aria-label={t('stars', { n: rating })}
      className="inline-flex shrink-0 items-center gap-px self-center text-warn"
    >
      {places.map((place) => (
        <Star
          key={place}
          size={size}
          strokeWidth={1.5}
          fill={place <= rating ? 'currentColor' : 'none'}
          aria-hidden
          className={cx(place > rating && 'opacity-45')}
        />
      ))}
    </span>
  );
}
