import { cx } from '#components/ui/cx.ts';
import type { Health } from './channel-health.ts';

const looks: Record<Health, string> = {
  well: 'rounded-full bg-ok-fill filled-mark',
  watch: 'rotate-45 rounded-[1px] bg-warn-fill filled-mark',
  slow: 'rotate-45 rounded-[1px] bg-warn-fill filled-mark',
  broken: 'rounded-[2px] bg-bad-fill filled-mark',
  off: 'rounded-full border-2 border-edge',
};

/** A channel's health as a colour and a shape. The text is `label`, or stands beside it. */
export function HealthDot({ health, label }: { health: Health; label?: string }) {
  const words = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, 'data-tip': label };
  return <span {...words} className={cx('inline-block size-2 shrink-0', looks[health])} />;
}
