import { Check, CircleDashed, Minus } from 'lucide-react';
import { Icon } from '#components/ui/icon.tsx';
import type { MatrixCell } from './matrix.ts';

const marks = {
  offered: { icon: Check, className: 'text-ok' },
  conditional: { icon: CircleDashed, className: 'text-soft' },
  absent: { icon: Minus, className: 'text-muted' },
} as const satisfies Record<MatrixCell['is'], unknown>;

/** Whether something is available, by shape and colour. The text beside it, or for screen readers, says the same. */
export function CellMark({ is }: { is: MatrixCell['is'] }) {
  const { icon, className } = marks[is];
  return <Icon of={icon} size={16} className={className} />;
}
