'use client';
import { Contact } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Page } from '#components/ui/page.tsx';
import { LinesSkeleton } from '#components/ui/skeleton.tsx';
import type { ContactFilter, ContactPage } from '#lib/contacts/types.ts';
import { useRowKeys } from '#components/keys/use-row-keys.ts';
import { ContactFilters } from './contact-filters.tsx';
import { ContactLine } from './contact-line.tsx';
import { contactQuery } from './filter-query.ts';
import { useContactList } from './use-contact-list.ts';

/** Everybody who wrote to the brand, those met last first; one row a person. */
export function ContactsPage({ filter: given, first }: { filter: ContactFilter; first: ContactPage }) {
  const t = useTranslations('contacts');
  const problemText = useProblemText();
  const list = useRef<HTMLUListElement>(null);
  const {
    contacts,
    filter,
    change,
    error,
    isLoading,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
    isPlaceholderData,
  } = useContactList({ filter: given, page: first });
  useRowKeys(list);
  const isFiltered = contactQuery(filter) !== '';
  const isEmpty = contacts.length === 0 && !isLoading && !error;
  useAnnounced(
    isFiltered && !isPlaceholderData ? t('found', { count: contacts.length, more: hasNextPage ? 'yes' : 'no' }) : null,
  );
  return (
    <Page title={t('title')} intro={t('intro')}>
      <ContactFilters
        filter={filter}
        onChange={change}
        onLeave={() => list.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus()}
      />
      {error ? <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine> : null}
      {isLoading ? <LinesSkeleton lines={6} /> : null}
      {isEmpty ? (
        <EmptyState icon={<Icon of={Contact} size={20} />} title={t(isFiltered ? 'noMatch' : 'empty')}>
          {t(isFiltered ? 'noMatchHint' : 'emptyHint')}
        </EmptyState>
      ) : null}
      <ul
        ref={list}
        aria-label={t('title')}
        hidden={contacts.length === 0}
        className="-mx-2 flex flex-col divide-y divide-line"
      >
        {contacts.map((contact, index) => (
          <ContactLine key={contact.id} contact={contact} isStop={index === 0} />
        ))}
      </ul>
      {hasNextPage ? (
        <div>
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
