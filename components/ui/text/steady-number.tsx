'use client';
import { useFormatter } from 'next-intl';
import { cx } from '../cx.ts';

/** A number that can change without moving its neighbours: it has tabular figures and a minimum width. */
export function SteadyNumber({
  value,
  className,
  label,
}: {
  value: number | undefined;
  className?: string;
  label?: string;
}) {
  const format = useFormatter();
  if (value === undefined) return null;
  const text = format.number(value);
  return (
    <span
      aria-label={label ? `${label} ${text}` : undefined}
      style={{ minWidth: `${text.length}ch` }}
      className={cx('exact text-right', className)}
    >
      {text}
    </span>
  );
}
