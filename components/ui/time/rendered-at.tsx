'use client';
import { createContext, type ReactNode, use } from 'react';

const RenderedAt = createContext<number | null>(null);

/**
 * Tells the browser when the server drew the page. What depends on the time is drawn for that moment first, so that the
 * browser finds the elements that the server sent.
 * @param at milliseconds since 1970
 */
export function RenderedAtProvider({ at, children }: { at: number; children: ReactNode }) {
  return <RenderedAt value={at}>{children}</RenderedAt>;
}

/** When the server drew the page, in milliseconds since 1970; null outside a page. */
export const useRenderedAt = (): number | null => use(RenderedAt);
