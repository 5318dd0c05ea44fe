'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useFormatter } from 'next-intl';
import { useEffect, useState } from 'react';
import { plainLine } from '#lib/plain-text.ts';
import { Kbd } from '../kbd.tsx';
import { positioner } from './popup-class.ts';

type Tip = { element: Element; text: string; keys: string | undefined; isMoment: boolean };

const DELAY_MS = 350;

function tipOf(target: EventTarget | null): Tip | null {
  const element = target instanceof Element ? target.closest('[data-tip], [data-tip-at]') : null;
  const moment = element?.getAttribute('data-tip-at');
  const text = moment ?? element?.getAttribute('data-tip');
  if (!element || !text) return null;
  return { element, text, keys: element.getAttribute('data-tip-keys') ?? undefined, isMoment: Boolean(moment) };
}

/**
 * One tooltip for the whole page. It shows the `data-tip` (and `data-tip-keys`) of the hovered or focused element, or the
 * full date of its `data-tip-at`.
 * With one for all, a list of hundreds of buttons stays cheap.
 */
export function TooltipLayer() {
  const format = useFormatter();
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: Element | null = null;
    const show = (next: Tip | null, delayMs: number) => {
      clearTimeout(timer);
      if (next?.element === shown) return;
      if (!next) {
        shown = null;
        setTip(null);
        return;
      }
      timer = setTimeout(
        () => {
          if (!next.element.isConnected) return;
          shown = next.element;
          setTip(next);
        },
        shown ? 0 : delayMs,
      );
    };
    const onOver = (event: PointerEvent) => event.pointerType === 'mouse' && show(tipOf(event.target), DELAY_MS);
    const onFocus = (event: FocusEvent) =>
      event.target instanceof Element && event.target.matches(':focus-visible') && show(tipOf(event.target), 0);
    const hide = () => show(null, 0);
    const onKey = (event: KeyboardEvent) => event.key !== 'Tab' && hide();
    document.addEventListener('pointerover', onOver);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <Base.Root open={tip !== null}>
      <Base.Portal>
        <Base.Positioner
          {...positioner}
          anchor={tip?.element ?? null}
          sideOffset={6}
          collisionPadding={6}
          className="pointer-events-none z-60"
        >
          <Base.Popup
            aria-hidden
            dir="auto"
            className="max-w-[min(18rem,var(--available-width))] wrap-anywhere rounded-control bg-[light-dark(oklch(0.25_0.015_260),oklch(0.32_0.015_260))] px-2 py-1 text-xs text-white shadow-float"
          >
            {tip?.isMoment
              ? format.dateTime(new Date(tip.text), { dateStyle: 'medium', timeStyle: 'short' })
              : tip && plainLine(tip.text, 300)}
            {tip?.keys ? <Kbd keys={tip.keys} className="ml-1.5" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
