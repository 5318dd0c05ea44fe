import { cx } from '#components/ui/cx.ts';
import type { Health } from './channel-health.ts';

const looks: Record<Health, string> = {
  well: 'bg-ok-fill',
  watch: 'bg-warn-fill',
  slow: 'bg-warn-fill',
  broken: 'bg-bad-fill rounded-[2px]',
  off: 'inset-ring-2 inset-ring-edge',
};

/** A channel's health as a colour and a shape. The text is `label`, or stands beside it. */
export function HealthDot({ health, label }: { health: Health; label?: string }) {
  const words = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, 'data-tip': label };
  return <span {...words} className={cx('size-2 shrink-0 rounded-full', looks[health])} />;
}
