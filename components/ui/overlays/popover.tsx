'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { popupClass, positioner } from './popup-class.ts';

type Props = {
  /** The button that opens it; without one, `anchor` and `isOpen` place and open it. */
  trigger?: ReactElement;
  anchor?: Element | null;
  label: string;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string;
  children: ReactNode;
};

export function Popover({
  trigger,
  anchor,
  label,
  isOpen,
  onOpenChange,
  align = 'start',
  side = 'bottom',
  className,
  children,
}: Props) {
  return (
    <Base.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Positioner
          {...positioner}
          className="z-50"
          sideOffset={4}
          align={align}
          side={side}
          collisionPadding={8}
          {...(anchor ? { anchor } : {})}
        >
          <Base.Popup
            aria-label={label}
            className={cx(popupClass, 'max-w-[min(var(--available-width),24rem)]', className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
