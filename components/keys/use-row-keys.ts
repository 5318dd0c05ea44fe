'use client';
import { type RefObject, useEffect } from 'react';
import { useCommands } from '#components/keys/use-keys.ts';
import { addFocusHome } from '#components/ui/focus/focus-home.ts';

const ROW = 'a[data-row]';

/**
 * `j`, `k` and the arrows move the focus through the rows of a list, which is one stop for Tab: its rows are links with
 * `data-row`, and the one with the focus is the one that Tab comes back to. Enter is the link's own.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])];
  const move = (steps: number) => {
    const all = rows();
    const at = all.findIndex((row) => row === document.activeElement);
    const from = at >= 0 ? at + steps : all.findIndex((row) => row.tabIndex === 0);
    const row = all[Math.min(all.length - 1, Math.max(0, from))];
    if (row) focusRow(row, all);
  };
  useCommands({ next: () => move(1), previous: () => move(-1) });

  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const all = [...element.querySelectorAll<HTMLElement>(ROW)];
      const at = all.findIndex((row) => row === document.activeElement);
      const row = all[at + (event.key === 'ArrowDown' ? 1 : -1)];
      if (at < 0 || !row) return;
      event.preventDefault();
      focusRow(row, all);
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches(ROW)) {
        keepStop(target, [...element.querySelectorAll<HTMLElement>(ROW)]);
      }
    };
    element.addEventListener('keydown', onKeyDown);
    element.addEventListener('focusin', onFocus);
    const removeHome = addFocusHome({
      element: () => element.querySelector(ROW),
      enter: () => element.querySelector<HTMLElement>(`${ROW}[tabindex="0"]`)?.focus(),
    });
    return () => {
      element.removeEventListener('keydown', onKeyDown);
      element.removeEventListener('focusin', onFocus);
      removeHome();
    };
  }, [list]);
}

function focusRow(row: HTMLElement, all: readonly HTMLElement[]): void {
  keepStop(row, all);
  row.focus();
}

function keepStop(row: HTMLElement, all: readonly HTMLElement[]): void {
  for (const other of all) other.tabIndex = other === row ? 0 : -1;
}
