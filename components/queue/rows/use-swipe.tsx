'use client';
import { Check, Hand } from 'lucide-react';
import { type CSSProperties, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { cx } from '#components/ui/cx.ts';

/** A swipe this far acts when the finger is lifted, in pixels. */
const ACTS_AT = 88;
const STARTS_AT = 12;

type Swipe = {
  handlers: {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => void;
  };
  style: CSSProperties | undefined;
  reveal: ReactNode;
};

/** On a touch screen, a swipe to the right claims and one to the left resolves. Up and down scroll the list. */
export function useSwipe(itemId: string): Swipe {
  const acts = useActs();
  const { can } = useWorkspace();
  const [offset, setOffset] = useState(0);
  const start = useRef<{ x: number; y: number; isSideways: boolean } | null>(null);
  const hasSwiped = useRef(false);
  const end = () => {
    if (start.current?.isSideways) {
      if (offset > ACTS_AT) void acts.claim([itemId]);
      if (offset < -ACTS_AT) void acts.resolve([itemId]);
    }
    start.current = null;
    setOffset(0);
  };
  const isArmed = Math.abs(offset) > ACTS_AT;
  return {
    handlers: {
      onPointerDown: (event) => {
        hasSwiped.current = false;
        if (event.pointerType !== 'touch' || !can('resolveItem')) return;
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
        setOffset(x);
      },
      onPointerUp: end,
      onPointerCancel: () => {
        start.current = null;
        setOffset(0);
      },
      onClickCapture: (event) => {
        if (!hasSwiped.current) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
    style: offset === 0 ? undefined : { transform: `translateX(${offset}px)` },
    reveal:
      offset === 0 ? null : (
        <span
          aria-hidden
          className={cx(
            'absolute inset-0 flex items-center px-6',
            offset > 0 ? 'justify-start' : 'justify-end',
            offset > 0
              ? isArmed
                ? 'bg-accent text-on-accent'
                : 'bg-accent-tint text-accent-ink'
              : isArmed
                ? 'bg-ok-fill text-white'
                : 'bg-ok-tint text-ok',
          )}
        >
          {offset > 0 ? <Hand size={20} strokeWidth={1.5} /> : <Check size={20} strokeWidth={1.5} />}
        </span>
      ),
  };
}
