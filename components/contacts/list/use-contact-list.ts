'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { ContactFilter, ContactPage } from '#lib/contacts/types.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { contactQuery } from './filter-query.ts';

/** The list of people with its filter, which is in the address too: a reload and the way back find it again. */
export function useContactList(given: { filter: ContactFilter; page: ContactPage }) {
  const api = useContactsApi();
  const [filter, setFilter] = useState(given.filter);
  const wanted = useDeferredValue(contactQuery(filter));
  const isFirst = wanted === contactQuery(given.filter);
  const { data, ...query } = useInfiniteQuery({
    queryKey: ['contacts', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.list(Object.fromEntries(new URLSearchParams(wanted)), pageParam, 50, signal),
    initialPageParam: null as string | null, // the first page has no cursor, the others do
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: { pages: [given.page], pageParams: [null] } } : {}),
  });
  const change = (next: ContactFilter) => {
    setFilter(next);
    const search = contactQuery(next);
    window.history.replaceState(window.history.state, '', search ? `?${search}` : location.pathname);
  };
  return { ...query, filter, change, contacts: data?.pages.flatMap(({ contacts }) => contacts) ?? [] };
}
