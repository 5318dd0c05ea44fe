'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { ItemRouting } from '#lib/routing/types.ts';

/** People come and go without the item knowing. */
const EVERY_MS = 30_000;

/** "Why me?" of an item that was distributed to its owner, "why nobody?" of one that waits; nothing for any other. */
export function RoutingFacts({ row, wrap }: { row: ItemRow; wrap: (title: string, facts: ReactNode) => ReactNode }) {
  const t = useTranslations('routing.why');
  const { api, can, me } = useWorkspace();
  const { data } = useQuery({
    // Its version, so that every change of the item asks again.
    queryKey: ['routing', row.id, row.version],
    queryFn: () => api.getItemRouting(row.id),
    enabled: can('getItemRouting') && (row.owner !== null || row.status === 'open'),
    placeholderData: (before) => before,
    refetchInterval: EVERY_MS,
  });
  if (data?.route && data.route.member.id === row.owner?.id)
    return wrap(t('whoTitle', { isMe: String(row.owner.id === me.memberId) }), <Who route={data.route} />);
  return data?.wait && row.owner === null ? wrap(t('nobodyTitle'), <Nobody wait={data.wait} />) : null;
}

function Who({ route }: { route: NonNullable<ItemRouting['route']> }) {
  const t = useTranslations('routing.why');
  const { me } = useWorkspace();
  const { member, reason, weight, load, capacity, candidates, routedAt } = route;
  const name = isolated(plainLine(member.name));
  return (
    <p className="text-sm text-soft">
      {t(reason, { name, isMe: String(member.id === me.memberId), candidates })} {t('room', { load, capacity, weight })}{' '}
      <Timestamp at={routedAt} className="text-xs text-muted" />
    </p>
  );
}

function Nobody({ wait: { people, obstacles, since } }: { wait: NonNullable<ItemRouting['wait']> }) {
  const t = useTranslations('routing.why');
  return (
    <div className="text-sm text-soft">
      <p>
        {people === 0 ? t('noPeople') : obstacles.length === 0 ? t('soon') : t('waits', { people })}{' '}
        <Timestamp at={since} className="text-xs text-muted" />
      </p>
      {obstacles.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {obstacles.map(({ obstacle, count }) => (
            <li key={obstacle}>{t(`obstacle.${obstacle}`, { count })}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
