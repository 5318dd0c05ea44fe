'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ComponentProps, type ReactElement, type ReactNode, Suspense, useCallback, useState } from 'react';
import { cx } from '../cx.ts';
import { mainLandmark } from './landmark.ts';
import { popupClass, positioner } from './popup-class.ts';
import { Kbd } from '../kbd.tsx';
import { useOverlayHistory } from './use-overlay-history.ts';

const itemClass =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-2 text-sm outline-none select-none data-highlighted:chosen data-disabled:text-muted touch:min-h-11';

export type MenuProps = {
  /** The button that opens it; gets the menu's aria states. */
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
};

/** A menu that opens when it is mounted: the first click on its trigger mounts it. */
export function OpenedMenu({ trigger, children, align = 'start', side = 'bottom', className }: MenuProps) {
  const [isOpen, setOpen] = useState(true);
  // In a dialog the rest of the page cannot be used, the main landmark with it.
  const [dialog, setDialog] = useState<HTMLElement | null>(null);
  const findDialog = useCallback((button: HTMLElement | null) => {
    if (button) setDialog(button.closest<HTMLElement>('[role=dialog]'));
  }, []);
  useOverlayHistory(isOpen, () => setOpen(false));
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <Base.Trigger ref={findDialog} render={trigger} />
      <Base.Portal container={dialog ?? mainLandmark()}>
        <Base.Positioner
          {...positioner}
          className="z-50 outline-none"
          sideOffset={4}
          align={align}
          side={side}
          collisionPadding={8}
        >
          <Base.Popup
            className={cx(
              popupClass,
              'max-h-(--available-height) max-w-(--available-width) min-w-48 overflow-y-auto p-1',
              className,
            )}
          >
            <Suspense>{children}</Suspense>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type MenuItemProps = Omit<ComponentProps<typeof Base.Item>, 'children'> & {
  icon?: ReactNode;
  keys?: string | undefined;
  isDanger?: boolean;
  /** Why it can't be chosen. It stays in the menu with this reason. */
  reason?: string | undefined;
  children: ReactNode;
};

export function MenuItem({ icon, keys, isDanger = false, reason, children, className, ...rest }: MenuItemProps) {
  return (
    <Base.Item
      {...rest}
      disabled={rest.disabled === true || reason !== undefined}
      className={cx(itemClass, isDanger && 'text-bad', typeof className === 'string' && className)}
    >
      {icon ? <span className="shrink-0">{icon}</span> : null}
      <span className="min-w-0 flex-1 py-1">
        <span className="block truncate">{children}</span>
        {reason ? <span className="block text-xs text-muted">{reason}</span> : null}
      </span>
      {keys ? <Kbd keys={keys} className="text-soft" /> : null}
    </Base.Item>
  );
}

export type MenuChoiceProps<Value extends string> = {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  label?: string;
};

/** A choice of one option, inside a menu. */
export function MenuChoice<Value extends string>({ value, onChange, options, label }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      {label ? <MenuLabel>{label}</MenuLabel> : null}
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={itemClass}>
          {option.icon ? <span className="shrink-0">{option.icon}</span> : null}
          <span dir="auto" className="min-w-0 flex-1 truncate">
            {option.label}
          </span>
          <Base.RadioItemIndicator className="text-accent-ink">
            <Check size={14} strokeWidth={2} />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{children}</div>;
}
