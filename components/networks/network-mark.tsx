import { cx } from '#components/ui/cx.ts';
import { marks } from './marks.ts';

type Props = { network: string; size?: number; className?: string };

/** A network's mark in its own colour. Decorative: the network is always named in words as well. */
export function NetworkMark({ network, size = 16, className }: Props) {
  const mark = marks[network];
  if (!mark) {
    return (
      <img src={`/networks/${network}.svg`} alt="" width={size} height={size} className={cx('shrink-0', className)} />
    );
  }
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className={cx('shrink-0', className)}>
      <path d={mark.path} fill={mark.color} />
    </svg>
  );
}
