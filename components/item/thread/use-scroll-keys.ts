'use client';
import { type RefObject, useEffect } from 'react';
import { isTaken } from '#components/keys/key-text.ts';
import { scrollerOf } from '#components/ui/focus/scroller-of.ts';
import { type ScrollStep, scrollStepOf } from './scroll-keys.ts';
import { READER_SCROLLS } from './use-thread-scroll.ts';

/** What Space presses. */
const PRESSED_BY_SPACE =
  'button, summary, input, select, video, audio, [role="button"], [role="checkbox"], [role="switch"], [role="tab"]';
/** What Home and End move in. */
const NEEDS_ENDS = 'input, select, video, audio, [role="tab"], [role="radio"], [role="slider"], [role="combobox"]';
/** A page is a bit less than what is visible, so that the reader finds the line. */
const PAGE = 0.875;

/** Space, Page Up, Page Down, Home and End scroll the thread from wherever the focus is, except where it scrolls itself. */
export function useScrollKeys(thread: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event;
      const element = thread.current;
      const step = scrollStepOf(event);
      if (!element || !step || event.defaultPrevented || event.isComposing) return;
      if (!(target instanceof Element) || isTaken(target)) return;
      if (target.closest(key === ' ' ? PRESSED_BY_SPACE : NEEDS_ENDS)) return;
      const own = scrollerOf(target);
      // The list scrolls with its cursor.
      if (own && own !== element && !own.matches('[data-list]')) return;
      event.preventDefault();
      element.dispatchEvent(new Event(READER_SCROLLS));
      scroll(element, step);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [thread]);
}

function scroll(element: HTMLElement, step: ScrollStep): void {
  const page = element.clientHeight * PAGE;
  switch (step) {
    case 'pageUp':
      element.scrollBy({ top: -page });
      break;
    case 'pageDown':
      element.scrollBy({ top: page });
      break;
    case 'start':
      element.scrollTo({ top: 0 });
      break;
    case 'end':
      element.scrollTo({ top: element.scrollHeight });
      break;
    default:
      step satisfies never;
  }
}
