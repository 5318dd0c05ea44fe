import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { ScrollArea } from './focus/scroll-area.tsx';
import { PageLink } from './page-parts/page-link.tsx';

/** A page outside the inbox: one column with a title, and actions at the right. */
export function Page({
  title,
  back,
  intro,
  actions,
  isWide = false,
  isFilled = false,
  children,
}: {
  title: string;
  /** The page above this one. */
  back?: { href: string; text: string };
  intro?: ReactNode;
  actions?: ReactNode;
  /** For a table: as wide as its columns need. */
  isWide?: boolean;
  /** The last child takes the height that is left and scrolls by itself. */
  isFilled?: boolean;
  children: ReactNode;
}) {
  return (
    <ScrollArea label={title} className="h-full">
      <div
        className={cx(
          'mx-auto flex w-full flex-col gap-6 px-6 pt-6 max-phone:px-4 max-phone:pt-4',
          isFilled ? 'h-full pb-4' : 'pb-16',
          isWide ? 'max-w-280' : 'max-w-220',
        )}
      >
        <header className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            {back ? <BackLink {...back} /> : null}
            <h1 dir="auto" className="text-lg font-semibold wrap-anywhere">
              {title}
            </h1>
            {intro ? <p className="mt-0.5 max-w-140 text-sm wrap-anywhere text-muted">{intro}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </header>
        {children}
      </div>
    </ScrollArea>
  );
}

/** A link to the page above. */
export function BackLink({ href, text }: { href: string; text: string }) {
  return (
    <PageLink
      href={href}
      className="mb-2 inline-flex min-h-7 items-center gap-0.5 text-sm text-muted hover:text-ink touch:min-h-11"
    >
      <Icon of={ChevronLeft} size={14} />
      {text}
    </PageLink>
  );
}

/** A part of a settings page: a small title over lines. */
export function Section({ title, hint, children }: { title?: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      {title ? <h2 className="text-base font-semibold">{title}</h2> : null}
      {hint ? <p className="max-w-140 text-sm text-muted">{hint}</p> : null}
      {children}
    </section>
  );
}

/** A list of settings, one line each. */
export function Lines({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line border-y border-line">
      {children}
    </ul>
  );
}

/** One line of a list: its title, a muted second line, and controls at the right. */
export function Line({
  title,
  detail,
  children,
  className,
}: {
  title: ReactNode;
  detail?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <li className={cx('flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2', className)}>
      <div className="min-w-0 flex-1 basis-60">
        <div dir="auto" className="text-base wrap-anywhere">
          {title}
        </div>
        {detail ? <div className="text-sm wrap-anywhere text-muted">{detail}</div> : null}
      </div>
      {children ? <div className="flex max-w-full shrink-0 flex-wrap items-center gap-2">{children}</div> : null}
    </li>
  );
}
