'use client';
import { Archive, Layers, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWholePlaces, worstFirst } from '#components/inbox-state/merged/use-places.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import { useWarmUp } from '#components/ui/overlays/warm-up.tsx';
import type { PlaceView } from '#lib/items/merged/types.ts';
import type { DialogProps } from './dialog-props.ts';

/**
 * Opens another workspace, or the queue over all of them: each with what waits there, the most urgent first. With a full page
 * load, so that data of two clients is in memory together only in the one queue.
 */
export function WorkspacePicker({ onClose }: DialogProps) {
  const t = useTranslations('asks');
  const mergedText = useTranslations('merged');
  const clientsText = useTranslations('clients');
  const { workspaces, slug: at } = useWorkspace();
  const { spansWorkspaces } = useInbox();
  const { isWarmUp } = useWarmUp();
  // Read when the dialog opens. Until then, the number of open items that came with the page.
  const places = useWholePlaces({ isEnabled: !isWarmUp });
  const here = spansWorkspaces ? null : at;
  const go = (path: string, isHere: boolean) => () => (isHere ? onClose() : location.assign(path));
  const all: PickerOption = {
    id: 'all workspaces',
    label: mergedText('title'),
    icon: <Icon of={Layers} size={20} />,
    isChosen: spansWorkspaces,
    onSelect: go('/all/open', spansWorkspaces),
  };
  const optionOf = (place: PlaceView): PickerOption => ({
    id: place.slug,
    label: place.name,
    synonyms: [place.slug, place.organization.name],
    icon: place.counts ? <Avatar name={place.name} size={20} /> : <Icon of={Lock} size={20} />,
    detail: place.counts
      ? mergedText('waiting', {
          late: place.counts.late ?? 0,
          unread: place.counts.unread ?? 0,
          open: place.counts.open,
        })
      : undefined,
    reason: place.counts ? undefined : mergedText('lacksFactor'),
    isChosen: place.slug === here,
    onSelect: go(`/w/${place.slug}/open`, place.slug === here),
  });
  const inUse = workspaces.filter(({ isArchived }) => !isArchived);
  const archived: PickerOption[] = workspaces
    .filter(({ isArchived }) => isArchived)
    .map(({ slug, name, organization }) => ({
      id: slug,
      label: name,
      synonyms: [slug, organization],
      icon: <Icon of={Archive} size={20} />,
      isChosen: slug === here,
      onSelect: go(`/w/${slug}/open`, slug === here),
    }));
  const known = inUse.map(({ slug, name, organization, openItems }) => ({
    id: slug,
    label: name,
    synonyms: [slug, organization],
    icon: <Avatar name={name} size={20} />,
    detail: t('openItems', { count: openItems }),
    isChosen: slug === here,
    onSelect: go(`/w/${slug}/open`, slug === here),
  }));
  return (
    <Picker
      label={t('workspace')}
      placeholder={t('workspacePlaceholder')}
      empty={t('noWorkspace')}
      onClose={onClose}
      groups={[
        { heading: null, options: inUse.length > 1 ? [all] : [] },
        { heading: mergedText('workspaces'), options: places ? [...places].sort(worstFirst).map(optionOf) : known },
        ...(archived.length > 0 ? [{ heading: clientsText('archivedGroup'), options: archived }] : []),
      ]}
    />
  );
}
