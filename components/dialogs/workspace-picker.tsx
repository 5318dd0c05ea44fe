'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Opens another workspace with a full page load, so that data of two clients is never in memory together. */
export function WorkspacePicker({ onClose }: DialogProps) {
  const t = useTranslations('asks');
  const { workspaces, slug } = useWorkspace();
  const organizations = [...new Set(workspaces.map(({ organization }) => organization))];
  const groups = organizations.map((organization) => ({
    heading: organization,
    options: workspaces
      .filter((workspace) => workspace.organization === organization)
      .map((workspace) => ({
        id: workspace.slug,
        label: workspace.name,
        synonyms: [workspace.slug],
        icon: <Avatar name={workspace.name} size={20} />,
        detail: t('openItems', { count: workspace.openItems }),
        isChosen: workspace.slug === slug,
        onSelect: () => (workspace.slug === slug ? onClose() : location.assign(`/w/${workspace.slug}/open`)),
      })),
  }));
  return (
    <Picker
      label={t('workspace')}
      placeholder={t('workspacePlaceholder')}
      empty={t('noWorkspace')}
      onClose={onClose}
      groups={groups}
    />
  );
}
