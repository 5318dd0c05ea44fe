'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { readRoute } from '#components/route/route-store.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { isolated } from '#lib/plain-text.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useName } from '../people/use-name.ts';

/** Announces replies that fail after their item was left. While an item is open, its thread says so, with the reason. */
export function useAnnounceFailedSends(): void {
  const t = useTranslations('item.news');
  const { items } = useInbox();
  const nameOf = useName();
  useEffect(
    () =>
      items.subscribeFailedSends(({ id, contact }) => {
        if (readRoute()?.itemId !== id) announce(t('failed', { name: isolated(nameOf(contact.name)), reason: '' }));
      }),
    [items, nameOf, t],
  );
}
