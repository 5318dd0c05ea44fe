'use client';
import { type CSSProperties, type PointerEvent, useRef, useState } from 'react';

/** A swipe this far acts when the finger is lifted, in pixels. */
export const SWIPE_ACTS_AT = 88;
const STARTS_AT = 12;

type Swipe = {
  /** How far the row has been moved, to the right or (negative) to the left. */
  offset: number;
  handlers: {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => void;
  };
  style: CSSProperties | undefined;
};

type Acts = { isEnabled: boolean; onRight: () => void; onLeft: () => void };

/** Moves a row sideways with a finger. Up and down scroll the list, and end a swipe that has not begun. */
export function useSwipe({ isEnabled, onRight, onLeft }: Acts): Swipe {
  const [offset, setOffset] = useState(0);
  const start = useRef<{ x: number; y: number; isSideways: boolean } | null>(null);
  const isArmed = useRef(false);
  const hasSwiped = useRef(false);
  const reset = () => {
    start.current = null;
    isArmed.current = false;
    setOffset(0);
  };
  const move = (x: number) => {
    const isFar = Math.abs(x) > SWIPE_ACTS_AT;
    // A short buzz, where the device has one, says that lifting the finger now acts.
    if (isFar && !isArmed.current) navigator.vibrate?.(8);
    isArmed.current = isFar;
    setOffset(x);
  };
  return {
    offset,
    handlers: {
      onPointerDown: (event) => {
        hasSwiped.current = false;
        if (event.pointerType !== 'touch' || !event.isPrimary || !isEnabled) return;
        start.current = { x: event.clientX, y: event.clientY, isSideways: false };
      },
      onPointerMove: (event) => {
        if (!start.current) return;
        const x = event.clientX - start.current.x;
        const y = event.clientY - start.current.y;
        if (!start.current.isSideways) {
          if (Math.abs(y) > STARTS_AT) start.current = null;
          if (Math.abs(x) < STARTS_AT || !start.current) return;
          start.current.isSideways = true;
          hasSwiped.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        move(x);
      },
      onPointerUp: () => {
        if (start.current?.isSideways && isArmed.current) {
          if (offset > 0) onRight();
          else onLeft();
        }
        reset();
      },
      onPointerCancel: reset,
      onClickCapture: (event) => {
        if (!hasSwiped.current) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
    style: offset === 0 ? undefined : { transform: `translateX(${offset}px)` },
  };
}
