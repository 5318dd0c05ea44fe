import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  neutral: 'bg-sunken text-soft',
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
} as const;

type Props = {
  tone?: keyof typeof tones;
  icon?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A line that says what happened, what it means and what to do. Tone `bad` interrupts a screen reader. */
export function Notice({ tone = 'neutral', icon, action, children, className }: Props) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx(
        'outlined-surface flex items-start gap-2 rounded-control px-3 py-2 text-sm',
        tones[tone],
        className,
      )}
    >
      {icon ? <span className="mt-px shrink-0">{icon}</span> : null}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
