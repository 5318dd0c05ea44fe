import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect } from 'react';
import { everybody } from '#components/inbox-state/workspace/use-receivers.ts';
import { itemFields } from '#components/inbox-state/workspace/use-item-fields.ts';
import { allTeams } from '#components/inbox-state/workspace/use-teams.ts';
import { useWorkspace, type Workspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runWhenIdle } from '#components/ui/preload/when-idle.ts';

const HOUR_MS = 3_600_000;

/** Once the page is idle, loads what the dialogs list, so that each opens with its options. */
export function usePrefetchLists(): void {
  const cache = useQueryClient();
  const { api, can } = useWorkspace();
  const language = useLocale();
  useEffect(() => {
    // The first date that a browser writes makes it load the language's patterns: several milliseconds of the snooze dialog.
    const writeDate = () => new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric' }).format();
    const lists = listsOfDialogs({ api, can });
    return runWhenIdle([...lists.map((list) => () => void cache.prefetchQuery<unknown>(list)), writeDate]);
  }, [cache, api, can, language]);
}

/** What the dialogs list for this member. */
export function listsOfDialogs({ api, can }: Pick<Workspace, 'api' | 'can'>) {
  return [
    { queryKey: ['tags'], queryFn: () => api.listTags(), staleTime: HOUR_MS },
    { queryKey: ['members'], queryFn: () => api.listMembers(), staleTime: HOUR_MS },
    ...(can('claimItem') ? [everybody(api)] : []),
    allTeams(api),
    itemFields(api),
    { queryKey: ['views'], queryFn: () => api.listViews(), staleTime: HOUR_MS },
  ];
}
