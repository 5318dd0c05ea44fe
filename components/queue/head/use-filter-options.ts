'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTags, type WantedTags } from '#components/inbox-state/workspace/use-tags.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { voiceOf } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { itemKinds, itemStatuses } from '#lib/items/types.ts';

export type FilterName = 'status' | 'assignee' | 'kind' | 'channel' | 'network' | 'tag' | 'contact';
export type FilterOption = { name: FilterName; value: string; label: string };

const HOUR_MS = 3_600_000;

export function useMembers() {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['members'], queryFn: () => api.listMembers(), staleTime: HOUR_MS }).data?.members ?? [];
}

/**
 * Everything that a list can be narrowed by in this workspace, in words.
 * @param wanted of many tags, those that are searched for or chosen already
 */
export function useFilterOptions(wanted: WantedTags = {}): FilterOption[] {
  const t = useTranslations('queue');
  const members = useMembers();
  const tags = useTags(wanted);
  const channels = useChannels() ?? [];
  const networks = new Map(channels.map(({ network, networkName }) => [network, networkName]));
  return [
    ...itemStatuses.map((value) => ({ name: 'status' as const, value, label: t(`status.${value}`) })),
    { name: 'assignee', value: 'me', label: t('assignee.me') },
    { name: 'assignee', value: 'none', label: t('assignee.none') },
    ...members.map(({ id, name }) => ({ name: 'assignee' as const, value: id, label: name })),
    ...itemKinds.map((value) => ({ name: 'kind' as const, value, label: t(`kind.${value}`) })),
    ...channels.map(({ id, handle, name, networkName }) => ({
      name: 'channel' as const,
      value: id,
      label: `${voiceOf({ handle, name })} (${networkName})`,
    })),
    ...[...networks].map(([value, label]) => ({ name: 'network' as const, value, label })),
    ...tags.map(({ id, name }) => ({ name: 'tag' as const, value: id, label: name })),
  ];
}
