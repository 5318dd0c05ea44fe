'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Kbd } from '../kbd.tsx';

type Props = {
  label: string;
  placeholder: string;
  empty: ReactNode;
  onClose: () => void;
  value?: string;
  onValueChange?: (text: string) => void;
  children: ReactNode;
  footer?: ReactNode;
};

/** A dialog with a text field and a list that is filtered while the member types. */
export function Picker({ label, placeholder, empty, onClose, value, onValueChange, children, footer }: Props) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-120 data-starting-style:opacity-0" />
        <Base.Popup
          aria-label={label}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(94vw,34rem)] -translate-x-1/2 overflow-hidden rounded-sheet bg-raised text-ink shadow-float outline-none transition-[opacity,scale] duration-120 ease-out data-starting-style:scale-98 data-starting-style:opacity-0 max-phone:top-3"
        >
          <Command label={label} loop>
            <Command.Input
              placeholder={placeholder}
              {...(value === undefined ? {} : { value })}
              {...(onValueChange ? { onValueChange } : {})}
              className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-muted max-phone:text-[16px]"
            />
            <Command.List className="max-h-[min(56vh,26rem)] overflow-y-auto overscroll-contain p-1">
              <Command.Empty className="px-3 py-6 text-center text-sm text-muted">{empty}</Command.Empty>
              {children}
            </Command.List>
          </Command>
          {footer ? <div className="border-t border-line px-4 py-2 text-xs text-muted">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  /** The text that is searched. It must be unique in the list. */
  value: string;
  keywords?: string[];
  icon?: ReactNode;
  keys?: string | undefined;
  detail?: ReactNode;
  isChosen?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export function PickerItem({ value, keywords, icon, keys, detail, isChosen = false, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      {...(keywords ? { keywords } : {})}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 text-sm select-none data-[selected=true]:bg-hover max-phone:min-h-11"
    >
      {icon ? <span className="shrink-0 text-soft">{icon}</span> : null}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {children}
      </span>
      {detail ? <span className="exact shrink-0 text-xs text-muted">{detail}</span> : null}
      {isChosen ? <Check size={14} strokeWidth={2} className="shrink-0 text-accent-ink" /> : null}
      {keys ? <Kbd keys={keys} className="text-muted" /> : null}
    </Command.Item>
  );
}

export function PickerGroup({
  heading,
  children,
  className,
}: {
  heading: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Command.Group
      heading={heading}
      className={cx(
        '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted',
        className,
      )}
    >
      {children}
    </Command.Group>
  );
}
