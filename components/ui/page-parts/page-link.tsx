'use client';
import Link, { useLinkStatus } from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link to another page of ours. What is shown stays until the page is ready; if that takes longer than a moment, a thin
 * line at the top says that it comes.
 */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest}>
      {children}
      <PendingLine />
    </Link>
  );
}

function PendingLine() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span
      aria-hidden
      className="pointer-events-none fixed inset-x-0 top-0 z-60 block h-0.5 animate-late overflow-hidden"
    >
      <span className="block h-full w-1/3 animate-along bg-accent-ink" />
    </span>
  );
}
