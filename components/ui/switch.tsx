'use client';
import { Switch as Base } from '@base-ui/react/switch';

type Props = { isOn: boolean; onChange: (isOn: boolean) => void; label: string; disabled?: boolean };

export function Switch({ isOn, onChange, label, disabled = false }: Props) {
  return (
    <Base.Root
      checked={isOn}
      onCheckedChange={(next) => onChange(next)}
      aria-label={label}
      disabled={disabled}
      className="relative touch-target inline-flex h-5 w-8.5 shrink-0 items-center rounded-full bg-edge p-0.5 transition-colors duration-120 data-checked:bg-accent data-disabled:opacity-50 forced-colors:border forced-colors:data-checked:bg-[Highlight] forced-colors:data-disabled:border-[GrayText]"
    >
      <Base.Thumb className="size-4 filled-mark rounded-full bg-white transition-transform duration-120 ease-out data-checked:translate-x-3.5" />
    </Base.Root>
  );
}
