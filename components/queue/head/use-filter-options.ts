'use client';
import { useTranslations } from 'next-intl';
import { useMembers } from '#components/inbox-state/workspace/use-members.ts';
import { useTags, type WantedTags } from '#components/inbox-state/workspace/use-tags.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { itemKinds, itemStatuses } from '#lib/items/types.ts';

export type FilterName = 'status' | 'assignee' | 'kind' | 'channel' | 'network' | 'tag' | 'contact';
export type FilterOption = { name: FilterName; value: string; label: string };

/**
 * Everything that a list can be filtered by in this workspace, each with its label.
 * @param wanted if there are many tags: those that are searched for or already chosen
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
      label: `${channelLabel({ handle, name })} (${networkName})`,
    })),
    ...[...networks].map(([value, label]) => ({ name: 'network' as const, value, label })),
    ...tags.map(({ id, name }) => ({ name: 'tag' as const, value: id, label: name })),
  ];
}
