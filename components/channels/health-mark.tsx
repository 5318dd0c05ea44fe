import { Check, CircleMinus, CirclePause, ClockAlert, TriangleAlert, Unplug, type LucideIcon } from 'lucide-react';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { Health } from './channel-health.ts';

const looks: Record<Health, { icon: LucideIcon; tone: string }> = {
  well: { icon: Check, tone: 'text-muted' },
  watch: { icon: TriangleAlert, tone: 'text-warn' },
  slow: { icon: ClockAlert, tone: 'text-warn' },
  broken: { icon: Unplug, tone: 'text-bad' },
  off: { icon: CirclePause, tone: 'text-muted' },
  closed: { icon: CircleMinus, tone: 'text-muted' },
};

/** The colour of a channel's health, for words beside the mark. */
export const healthTone = (health: Health): string => looks[health].tone;

/** A channel's health as a shape and a colour. Its word stands beside it. */
export function HealthMark({ health, size = 14, className }: { health: Health; size?: number; className?: string }) {
  const { icon, tone } = looks[health];
  return <Icon of={icon} size={size} className={cx('shrink-0', tone, className)} />;
}
