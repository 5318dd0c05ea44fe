import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon.tsx';

type Props = {
  title: string;
  /** What a reader wants to know without unfolding. */
  summary?: ReactNode;
  tone?: 'plain' | 'warn';
  /** Whether it starts unfolded. */
  isOpen?: boolean;
  children: ReactNode;
};

/** A part of a page that says the main thing in one line, and the rest when it is unfolded. */
export function Fold({ title, summary, tone = 'plain', isOpen = false, children }: Props) {
  return (
    <details open={isOpen} className="group/fold border-b border-line first:border-t">
      <summary className="-mx-2 flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-2 rounded-control px-2 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon
          of={ChevronRight}
          size={14}
          className="shrink-0 text-muted transition-transform duration-120 group-open/fold:rotate-90"
        />
        <h2 className="text-base font-medium">{title}</h2>
        {summary ? (
          <span
            className={cx(
              'exact ml-auto min-w-0 text-right text-sm max-phone:ml-0 max-phone:w-full max-phone:pl-5.5 max-phone:text-left',
              tone === 'warn' ? 'font-medium text-warn' : 'text-muted',
            )}
          >
            {summary}
          </span>
        ) : null}
      </summary>
      <div className="flex flex-col gap-2 pt-1 pb-5 pl-5.5">{children}</div>
    </details>
  );
}
