import type { ReactNode } from 'react';

/** A page without a workspace around it: sign-in, first run, invitations. */
export function BarePage({
  title,
  intro,
  children,
  footer,
}: {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-rail px-4 py-10">
      <div className="w-full max-w-92">
        <div className="mb-5 flex items-center gap-2 text-base font-semibold">
          <Mark />
          Parvis
        </div>
        <div className="rounded-sheet bg-raised p-6 shadow-float">
          <h1 className="text-lg font-semibold">{title}</h1>
          {intro ? <p className="mt-1 text-sm text-muted">{intro}</p> : null}
          <div className="mt-5">{children}</div>
        </div>
        {footer ? <div className="mt-4 text-center text-sm text-muted">{footer}</div> : null}
      </div>
    </main>
  );
}

/** The Parvis logo. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden className="text-accent-ink">
      <path d="M3 17V9a7 7 0 0 1 14 0v8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M7 17V9.5a3 3 0 0 1 6 0V17z" fill="currentColor" />
      <path d="M1.5 17h17" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
