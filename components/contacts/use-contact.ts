'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import type { ContactDetail } from '#lib/contacts/types.ts';
import { useContactsApi } from './use-contacts-api.ts';

/** One person, read again when something about people changes, and the acts on that person. */
export function useContact(first: ContactDetail) {
  const api = useContactsApi();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const key = ['contacts', 'one', first.id];
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get(first.id), initialData: first });
  /** @returns whether it was done */
  const act = async (run: (api: ReturnType<typeof useContactsApi>) => Promise<ContactDetail>): Promise<boolean> => {
    setBusy(true);
    try {
      const changed = await run(api);
      if (changed.id === first.id) cache.setQueryData(key, changed);
      setFailure(null);
      await cache.invalidateQueries({ queryKey: ['contacts'] });
      return true;
    } catch (error) {
      setFailure(problemText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { contact: data, act, failure, isBusy };
}

export type ActOnContact = ReturnType<typeof useContact>['act'];
