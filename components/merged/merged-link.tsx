'use client';
import type { MouseEvent, ReactNode } from 'react';
import type { View } from '#components/route/filter.ts';
import { pathOf } from '#components/route/route-store.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { plainLine } from '#lib/plain-text.ts';
import { useGoToMerged } from '#components/inbox-state/merged/use-go-to-merged.ts';

type Props = {
  view: View;
  query: string;
  icon: ReactNode;
  label: string;
  keys?: string | undefined;
  count: number | undefined;
  tone?: 'plain' | 'warn' | 'bad';
  isWide: boolean;
};

/** A list of the inbox over all workspaces. */
export function MergedLink({ view, query, icon, label, keys, count, tone = 'plain', isWide }: Props) {
  const isHere =
    useMaybeRoute((route) => (route.view === view && shown(route.query) === shown(query) ? 'here' : null)) !== null;
  const goTo = useGoToMerged();
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(view, query);
  };
  return (
    <a
      href={pathOf({ slug: null, view, itemId: null, query })}
      onClick={onClick}
      aria-current={isHere ? 'page' : undefined}
      data-tip={isWide ? undefined : plainLine(label)}
      data-tip-keys={keys}
      className={cx(
        'group/link relative flex min-h-8 touch:min-h-11 items-center gap-2 rounded-control text-sm',
        isWide ? 'px-2' : 'justify-center',
        isHere ? 'chosen font-medium text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      {icon}
      {isWide ? (
        <>
          <BidiText className="min-w-0 flex-1 truncate">{label}</BidiText>
          {keys ? (
            <span className="hidden group-hover/link:inline coarse:hidden">
              <Kbd keys={keys} />
            </span>
          ) : null}
          {count === undefined ? null : (
            <SteadyNumber
              value={count}
              className={cx(
                'text-xs',
                tone === 'bad' ? 'font-medium text-bad' : tone === 'warn' ? 'font-medium text-warn' : 'text-muted',
              )}
            />
          )}
        </>
      ) : (
        <span className="sr-only">{label}</span>
      )}
    </a>
  );
}

/** What of a query decides which workspaces are shown. */
function shown(query: string): string {
  const search = new URLSearchParams(query);
  return `${search.get('in') ?? ''} ${search.get('org') ?? ''}`;
}
