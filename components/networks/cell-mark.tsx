import { Check, CircleDashed, Minus } from 'lucide-react';
import { Icon } from '#components/ui/icon.tsx';
import type { MatrixCell } from './matrix.ts';

const marks = {
  offered: { icon: Check, className: 'text-ok' },
  conditional: { icon: CircleDashed, className: 'text-warn' },
  absent: { icon: Minus, className: 'text-muted opacity-60' },
} as const satisfies Record<MatrixCell['is'], unknown>;

/** Whether something is offered, by shape and colour; the words stand beside it or are read out. */
export function CellMark({ is }: { is: MatrixCell['is'] }) {
  const { icon, className } = marks[is];
  return <Icon of={icon} size={16} className={className} />;
}
