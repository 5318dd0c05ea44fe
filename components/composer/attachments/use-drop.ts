'use client';
import { type RefObject, useEffect } from 'react';

/** Accepts files that are dropped anywhere on an element. Without it the browser would leave the page. */
export function useDrop(target: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    const element = target.current;
    if (!element) return undefined;
    const onOver = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    element.addEventListener('dragover', onOver);
    element.addEventListener('drop', onDrop);
    return () => {
      element.removeEventListener('dragover', onOver);
      element.removeEventListener('drop', onDrop);
    };
  }, [target, onFiles]);
}
