'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useMembers } from '#components/inbox-state/workspace/use-members.ts';
import { useTags, type WantedTags } from '#components/inbox-state/workspace/use-tags.ts';
import { useTeams } from '#components/inbox-state/workspace/use-teams.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { itemKinds, itemStatuses } from '#lib/items/types.ts';

/** The fields of an address that filter a list, in the order in which they are offered and shown. */
export const filterNames = [
  'status',
  'assignee',
  'team',
  'unread',
  'priority',
  'from',
  'until',
  'kind',
  'network',
  'channel',
  'language',
  'rating',
  'tag',
  'allTags',
  'anyTags',
  'noTags',
  'contact',
] as const;
export type FilterName = (typeof filterNames)[number];
export type FilterOption = { name: FilterName; value: string; label: string };

/** How long ago, as durations; of each a list may show what is newer or what is older. */
const periods = ['PT24H', 'P7D', 'P30D'] as const;
const priorities = [4, 3, 2, 1, 0] as const;
const stars = [1, 2, 3, 4, 5] as const;
/** The languages that are offered; others can be named in the address. */
const languages = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pt'];

/**
 * Everything that a list can be filtered by in this workspace, each with its label.
 * @param wanted if there are many tags: those that are searched for or already chosen
 */
export function useFilterOptions(wanted: WantedTags = {}): FilterOption[] {
  const t = useTranslations('queue');
  const members = useMembers();
  const tags = useTags(wanted);
  const channels = useChannels() ?? [];
  const teams = useTeams();
  const nameOfLanguage = new Intl.DisplayNames(useLocale(), { type: 'language' });
  const networks = new Map(channels.map(({ network, networkName }) => [network, networkName]));
  return [
    ...itemStatuses.map((value) => ({ name: 'status' as const, value, label: t(`status.${value}`) })),
    { name: 'assignee', value: 'me', label: t('assignee.me') },
    { name: 'assignee', value: 'none', label: t('assignee.none') },
    ...members.map(({ id, name }) => ({ name: 'assignee' as const, value: id, label: name })),
    ...teams.map(({ id, name }) => ({ name: 'team' as const, value: id, label: name })),
    { name: 'unread', value: 'true', label: t('unread') },
    ...priorities.map((value) => ({
      name: 'priority' as const,
      value: String(value),
      label: t(`priorities.${value}`),
    })),
    ...periods.map((value) => ({ name: 'from' as const, value, label: t(`periods.newer.${value}`) })),
    ...periods.map((value) => ({ name: 'until' as const, value, label: t(`periods.older.${value}`) })),
    ...itemKinds.map((value) => ({ name: 'kind' as const, value, label: t(`kind.${value}`) })),
    ...channels.map(({ id, handle, name, networkName }) => ({
      name: 'channel' as const,
      value: id,
      label: `${channelLabel({ handle, name })} (${networkName})`,
    })),
    ...[...networks].map(([value, label]) => ({ name: 'network' as const, value, label })),
    ...languages.map((value) => ({
      name: 'language' as const,
      value,
      label: nameOfLanguage.of(value) ?? value,
    })),
    ...stars.map((value) => ({ name: 'rating' as const, value: String(value), label: t('stars', { n: value }) })),
    ...(['tag', 'allTags', 'anyTags', 'noTags'] as const).flatMap((name) =>
      tags.map((tag) => ({ name, value: tag.id, label: tag.name })),
    ),
  ];
}
