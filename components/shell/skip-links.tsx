'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { focusHeading } from '#components/ui/focus/focus-home.ts';
import { SkipLink } from '#components/ui/focus/skip-link.tsx';

/** The first stops of the Tab key: over the rail to the list, to the open item, or to the page's content. */
export function SkipLinks() {
  const t = useTranslations('shell.skip');
  const { screen } = useInbox();
  const view = useMaybeRoute((route) => route.view);
  const itemId = useMaybeRoute((route) => route.itemId);
  if (view === null) return <SkipLink onSkip={focusHeading}>{t('main')}</SkipLink>;
  return (
    <>
      <SkipLink onSkip={() => screen.set({ focusRequest: 'row' })}>{t('list')}</SkipLink>
      {itemId ? <SkipLink onSkip={() => screen.set({ focusRequest: 'thread' })}>{t('item')}</SkipLink> : null}
    </>
  );
}
