'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { LinesSkeleton } from '#components/ui/skeleton.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import type { MemberWork } from '#lib/items/team/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { MoveBar } from './move-bar.tsx';

/** As many as are read at once, oldest first: what a lead moves first. */
const SHOWN = 50;

type Props = { member: MemberWork; others: readonly MemberWork[] };

/** A member's open items, to select and to give to somebody else. */
export function MemberItems({ member, others }: Props) {
  const t = useTranslations('team');
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const nameOf = useName();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch } = useQuery({
    queryKey: ['counts', 'team', member.id],
    queryFn: () => api.listItems({ filter: { status: ['open'], assignee: member.id }, sort: 'oldest' }, null, SHOWN),
  });
  if (error && !data) return <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine>;
  if (!data) return <LinesSkeleton lines={3} />;
  const items = data.items;
  if (items.length === 0) return <p className="py-2 text-muted">{t('none')}</p>;
  const chosen = items.filter(({ id, owner }) => selected.has(id) && owner?.id === member.id).map(({ id }) => id);
  const movable = items.filter(({ owner }) => owner?.id === member.id);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const isAll = movable.length > 0 && chosen.length === movable.length;
  return (
    <div className="flex flex-col gap-2 pt-2">
      <MoveBar
        itemIds={chosen}
        others={others}
        onMoved={() => {
          setSelected(new Set());
          void cache.invalidateQueries({ queryKey: ['counts'] });
        }}
      />
      {movable.length > 1 ? (
        <label className="flex min-h-8 items-center gap-2.5 text-xs text-muted touch:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isAll}
            onChange={() => setSelected(new Set(isAll ? [] : movable.map(({ id }) => id)))}
          />
          {t('selectAll', { count: movable.length })}
        </label>
      ) : null}
      <ul aria-label={t('itemsOf', { name: isolated(plainLine(member.name)) })} className="flex flex-col">
        {items.map((row) => (
          <li key={row.id} className="flex min-h-9 items-center gap-2.5 touch:min-h-11">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              aria-label={t('select', { name: isolated(nameOf(row.contact.name)) })}
              disabled={row.owner?.id !== member.id}
              checked={selected.has(row.id)}
              onChange={() => toggle(row.id)}
            />
            <ItemLine row={row} member={member} />
          </li>
        ))}
      </ul>
      {data.nextCursor ? <p className="text-xs text-muted">{t('more', { count: items.length })}</p> : null}
    </div>
  );
}

function ItemLine({ row, member }: { row: ItemRow; member: MemberWork }) {
  const t = useTranslations('team');
  const nameOf = useName();
  const { slug } = useWorkspace();
  const isOwners = row.owner?.id === member.id;
  return (
    <PageLink
      href={`/w/${slug}/all/${row.id}?assignee=${member.id}&status=open`}
      prefetch={false}
      className="flex min-w-0 flex-1 items-center gap-2 rounded-control py-1 hover:bg-hover"
    >
      <NetworkMark network={row.network} />
      <span dir="auto" className="min-w-0 shrink-0 truncate font-medium max-phone:shrink">
        {nameOf(row.contact.name)}
      </span>
      <span dir="auto" lang={row.previewLanguage ?? ''} className="min-w-0 flex-1 truncate text-soft max-phone:hidden">
        {row.preview}
      </span>
      <span className="ml-auto shrink-0 text-xs text-muted">
        {isOwners ? (
          <>
            {t('waitsSince')} <Timestamp at={row.lastInboundAt} />
            {row.heldSince ? (
              <span className="max-phone:hidden">
                {' · '}
                {t('heldSince')} <Timestamp at={row.heldSince} />
              </span>
            ) : null}
          </>
        ) : (
          t('toDo')
        )}
      </span>
    </PageLink>
  );
}
