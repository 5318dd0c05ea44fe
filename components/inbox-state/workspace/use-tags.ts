'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { WorkspaceApi } from '#components/api/client.ts';
import { useWorkspace } from './workspace-context.tsx';
import type { TagRef } from '#lib/items/types.ts';

export type WantedTags = {
  /** The start of a name that is being typed. */
  search?: string;
  ids?: readonly string[];
};

const HOUR_MS = 3_600_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const firstTags = (api: WorkspaceApi) => ({ queryKey: ['tags'], queryFn: () => api.listTags(), staleTime: HOUR_MS });

/** Whether the tags are loaded. */
export function useTagsPhase(): 'loading' | 'failed' | 'ready' {
  const { api } = useWorkspace();
  const { data, isError } = useQuery(firstTags(api));
  return data ? 'ready' : isError ? 'failed' : 'loading';
}

/** The workspace's tags. If there are more than one page, its first page and the wanted ones. */
export function useTags(wanted: WantedTags = {}): TagRef[] {
  return useTagList(wanted).tags;
}

/** The same, and whether more are on their way. */
export function useTagList({ search = '', ids = [] }: WantedTags = {}): { tags: TagRef[]; isLoading: boolean } {
  const { api } = useWorkspace();
  const q = useDeferredValue(search.trim());
  const { data: first, isLoading } = useQuery(firstTags(api));
  const hasMore = (first?.nextCursor ?? null) !== null;
  const known = first?.tags ?? [];
  const missing = ids.filter((id) => UUID.test(id) && !known.some((tag) => tag.id === id));
  const named = useQuery({
    queryKey: ['tags', 'named', q],
    queryFn: () => api.listTags({ q }),
    enabled: hasMore && q !== '',
    placeholderData: keepPreviousData,
    staleTime: HOUR_MS,
  });
  const chosen = useQuery({
    queryKey: ['tags', 'chosen', ...missing],
    queryFn: () => api.listTags({ id: missing }),
    enabled: hasMore && missing.length > 0,
    staleTime: HOUR_MS,
  }).data;
  const tags = [...known, ...(named.data?.tags ?? []), ...(chosen?.tags ?? [])];
  const isSearching = hasMore && search.trim() !== '' && (q !== search.trim() || named.isFetching);
  return { tags: [...new Map(tags.map((tag) => [tag.id, tag])).values()], isLoading: isLoading || isSearching };
}
