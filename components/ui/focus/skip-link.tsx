import type { ReactNode } from 'react';

type Props = { onSkip: () => void; children: ReactNode };

/** Jumps over what stands before a part of the page. Seen only while it has the focus. */
export function SkipLink({ onSkip, children }: Props) {
  return (
    <a
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        onSkip();
      }}
      className="fixed top-2 left-2 z-60 -translate-y-24 rounded-control bg-raised px-3 py-2 text-base font-medium text-accent-ink shadow-float focus:translate-y-0"
    >
      {children}
    </a>
  );
}
