'use client';
import { CircleCheck, Lock, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { searchFor } from '#components/queue/head/search-for.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNamedPlaces } from './use-named-places.ts';

/** Why the list over all workspaces is empty: nothing matches, nothing waits in them, or this session may enter none. */
export function MergedEmpty() {
  const t = useTranslations('merged');
  const emptyText = useTranslations('empty');
  const places = usePlaces() ?? [];
  const named = useNamedPlaces(places);
  const words = useRoute((route) => new URLSearchParams(route.query).get('q'));
  const locked = places.find(({ lacksSecondFactor }) => lacksSecondFactor);
  if (named.length > 0 && words) {
    return (
      <EmptyState
        icon={<Icon of={SearchX} size={20} />}
        title={emptyText('noMatch', { q: words })}
        action={<Button onClick={() => searchFor('', { replace: false })}>{t('endSearch')}</Button>}
      >
        {t('noMatchHint', { count: named.length })}
      </EmptyState>
    );
  }
  if (named.length > 0) {
    return (
      <EmptyState icon={<Icon of={CircleCheck} size={20} className="text-ok" />} title={t('emptyTitle')}>
        {t('emptyHint', { count: named.length })}
      </EmptyState>
    );
  }
  if (!locked) return <EmptyState title={t('noneTitle')}>{t('noneHint')}</EmptyState>;
  return (
    <EmptyState
      icon={<Icon of={Lock} size={20} />}
      title={t('noneTitle')}
      action={
        <Link href="/second-factor?next=%2Fall%2Fopen" className={buttonClass('primary')}>
          {t('addFactor')}
        </Link>
      }
    >
      {t('lacksFactorHint', { organization: locked.organization.name })}
    </EmptyState>
  );
}

/** Beside the list while no item is open. */
export function MergedNothingOpen() {
  const t = useTranslations('merged');
  return (
    <section aria-label={t('nothingOpen')} className="flex h-full flex-col overflow-y-auto bg-page px-6 py-8">
      <div className="m-auto max-w-120">
        <h2 className="text-base font-semibold">{t('nothingOpen')}</h2>
        <p className="mt-1 text-sm text-muted">{t('nothingOpenHint')}</p>
      </div>
    </section>
  );
}
