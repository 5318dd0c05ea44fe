'use client';
import { type PointerEvent, useRef } from 'react';

const STEP = 16;

type Props = { label: string; width: number; min: number; max: number; onChange: (width: number) => void };

/** The line between two panes. Drag it, or move it with the arrow keys. */
export function ResizeHandle({ label, width, min, max, onChange }: Props) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const clamp = (next: number) => Math.round(Math.min(max, Math.max(min, next)));
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (start.current) onChange(clamp(start.current.width + event.clientX - start.current.x));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') onChange(clamp(width - STEP));
        if (event.key === 'ArrowRight') onChange(clamp(width + STEP));
      }}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none -outline-offset-2 hover:bg-accent-ink/15 focus-visible:bg-accent-ink/25 max-phone:hidden"
    />
  );
}
