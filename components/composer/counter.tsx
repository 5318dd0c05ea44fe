'use client';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import type { Count } from './count-text.ts';

/** What is left of the network's limit: amber from 90 % on, red when over. */
export function Counter({ count, isShown }: { count: Count; isShown: boolean }) {
  const t = useTranslations('composer');
  if (!isShown) return null;
  const { link = 1, emoji = 1 } = count.weights ?? {};
  return (
    <span
      data-tip={count.unit === null ? undefined : t(`counts.${count.unit}`, { link, emoji })}
      aria-live={count.isOver ? 'polite' : 'off'}
      className={cx(
        'exact mr-2 text-xs',
        count.isOver ? 'font-medium text-bad' : count.isNear ? 'font-medium text-warn' : 'text-muted',
      )}
    >
      {count.isOver ? t('over', { count: count.used - count.max }) : t('left', { count: count.max - count.used })}
    </span>
  );
}
