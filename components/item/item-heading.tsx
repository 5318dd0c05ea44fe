'use client';
import type { ReactNode } from 'react';
import { useTitleLevel } from './use-title-level.ts';

/** The item's title, at the level that it has on this screen. */
export function ItemHeading({ className, children }: { className: string; children: ReactNode }) {
  return useTitleLevel() === 'h1' ? (
    <h1 className={className}>{children}</h1>
  ) : (
    <h2 className={className}>{children}</h2>
  );
}
