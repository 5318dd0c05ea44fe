'use client';
import { useQuery } from '@tanstack/react-query';
import type { WorkspaceApi } from '#components/api/client.ts';
import type { ItemFieldView } from '#lib/items/fields/types.ts';
import { useWorkspace } from './workspace-context.tsx';

const STALE_MS = 60_000;

export const itemFields = (api: WorkspaceApi) => ({
  queryKey: ['item-fields'],
  queryFn: () => api.listFields(),
  staleTime: STALE_MS,
});

/** What is asked before items are resolved; nothing until it is loaded. */
export function useItemFields(): readonly ItemFieldView[] {
  const { api } = useWorkspace();
  return useQuery(itemFields(api)).data?.fields ?? none;
}

const none: readonly ItemFieldView[] = [];
