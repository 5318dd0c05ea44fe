'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { cx } from '../cx.ts';
import { inputClass } from '../field.tsx';
import { mainLandmark } from './landmark.ts';
import { popupClass, positioner } from './popup-class.ts';
import { useOverlayHistory } from './use-overlay-history.ts';

type Props<Value extends string> = {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; disabled?: boolean }[];
  /** The accessible name; leave out when a `Field` labels it through `id`. */
  label?: string;
  id?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
  'aria-describedby'?: string | undefined;
};

export function Select<Value extends string>({ value, onChange, options, label, className, ...rest }: Props<Value>) {
  const { id, ...control } = rest;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  // In a dialog the rest of the page cannot be used, the main landmark with it.
  const [dialog, setDialog] = useState<HTMLElement | null>(null);
  useOverlayHistory(isOpen, () => setOpen(false));
  // As the browser's own list does when the phone is turned: what it hangs on may be elsewhere.
  useEffect(() => {
    if (!isOpen) return undefined;
    const width = window.innerWidth;
    const onResize = () => (window.innerWidth === width ? undefined : setOpen(false));
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, [isOpen]);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next) => {
        setDialog(trigger.current?.closest<HTMLElement>('[role=dialog]') ?? null);
        setOpen(next);
      }}
      {...(control.name ? { name: control.name } : {})}
      disabled={control.disabled ?? false}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      items={options}
    >
      <Base.Trigger
        ref={trigger}
        id={id}
        aria-label={label}
        aria-describedby={control['aria-describedby']}
        className={cx(inputClass, 'flex h-8 items-center gap-2 text-left touch:h-11', className)}
      >
        <Base.Value className="min-w-0 flex-1 truncate" />
        <ChevronsUpDown size={14} strokeWidth={1.5} className="shrink-0 text-muted" aria-hidden />
      </Base.Trigger>
      <Base.Portal container={dialog ?? mainLandmark()}>
        <Base.Positioner {...positioner} className="z-50" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup
            className={cx(
              popupClass,
              'max-h-(--available-height) max-w-(--available-width) min-w-(--anchor-width) overflow-y-auto p-1',
            )}
          >
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex min-h-8 cursor-default items-center gap-2 rounded-control px-2 text-sm outline-none select-none data-disabled:text-muted data-highlighted:chosen touch:min-h-11"
              >
                <Base.ItemText dir="auto" className="min-w-0 flex-1 truncate">
                  {option.label}
                </Base.ItemText>
                <Base.ItemIndicator className="text-accent-ink">
                  <Check size={14} strokeWidth={2} />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
