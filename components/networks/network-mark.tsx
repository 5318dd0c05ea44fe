'use client';
import { cx } from '#components/ui/cx.ts';
import { markFill } from './mark-fill.ts';
import { useNetwork } from './networks-context.tsx';

type Props = {
  network: string;
  size?: number;
  /** Grey instead of the network's colour: nothing is to be expected there. */
  isGrey?: boolean;
  className?: string;
};

/** A network's mark in its own colour. Decorative: the network is always named in words as well. */
export function NetworkMark({ network, size = 16, isGrey = false, className }: Props) {
  const { mark } = useNetwork(network);
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className={cx('shrink-0', className)}>
      {mark ? (
        <path d={mark.path} style={{ fill: isGrey ? 'var(--color-muted)' : markFill(mark.color) }} />
      ) : (
        <circle cx="12" cy="12" r="9" className="fill-none stroke-edge" strokeWidth="3" />
      )}
    </svg>
  );
}
