'use client';
import type { LucideIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { MouseEvent, ReactNode } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import type { View } from '#components/route/filter.ts';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { plainLine } from '#lib/plain-text.ts';

type Props = {
  view: View;
  query?: string;
  icon?: LucideIcon;
  mark?: ReactNode;
  label: string;
  keys?: string | undefined;
  count?: number | undefined;
  tone?: 'plain' | 'warn' | 'bad';
  isWide: boolean;
  /** A second line, for what is not as usual. */
  note?: { text: string; className: string };
  /** Grey: nothing is to be expected here. */
  isQuiet?: boolean;
  end?: ReactNode;
};

/** A view in the rail. In the inbox it only switches the list; on another page it opens the inbox. */
export function RailLink(props: Props) {
  const {
    view,
    query = '',
    icon,
    mark,
    label,
    keys,
    count,
    tone = 'plain',
    isWide,
    note,
    isQuiet = false,
    end,
  } = props;
  const { slug } = useWorkspace();
  const router = useRouter();
  const shownView = useMaybeRoute((route) => route.view);
  const shownQuery = useMaybeRoute((route) => route.query);
  const isHere = shownView === view && withoutSort(shownQuery ?? '') === query;
  const href = pathOf({ slug, view, itemId: null, query });
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (readRoute()?.slug === slug) navigate({ view, query, itemId: null });
    else router.push(href);
  };
  return (
    <a
      href={href}
      onClick={onClick}
      aria-current={isHere ? 'page' : undefined}
      data-tip={isWide ? undefined : [plainLine(label), note?.text].filter(Boolean).join(' · ')}
      data-tip-keys={keys}
      className={cx(
        'group/link relative flex min-h-8 touch:min-h-11 items-center gap-2 rounded-control text-sm',
        isWide ? 'px-2' : 'justify-center',
        note && isWide && 'py-1',
        isHere
          ? 'chosen font-medium text-ink'
          : isQuiet
            ? 'text-muted hover:bg-hover'
            : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      {icon ? <Icon of={icon} className={cx('shrink-0', isHere ? 'text-ink' : 'text-muted')} /> : mark}
      {isWide ? (
        <>
          <span className="min-w-0 flex-1">
            <BidiText className="block truncate">{plainLine(label)}</BidiText>
            {note ? <span className={cx('block truncate text-2xs', note.className)}>{note.text}</span> : null}
          </span>
          <SteadyNumber
            value={count}
            className={cx(
              'text-xs',
              tone === 'bad' ? 'font-medium text-bad' : tone === 'warn' ? 'font-medium text-warn' : 'text-muted',
            )}
          />
          {end}
        </>
      ) : (
        <>
          <span className="sr-only">{[plainLine(label), note?.text].filter(Boolean).join(' · ')}</span>
          {end ? <span className="absolute top-0.5 right-0.5 rounded-full bg-rail">{end}</span> : null}
        </>
      )}
    </a>
  );
}

function withoutSort(query: string): string {
  const search = new URLSearchParams(query);
  search.delete('sort');
  return search.toString();
}
