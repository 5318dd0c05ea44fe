import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useLanguage } from '#components/prefs/use-language.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import type { Run } from './run.ts';
import { wordsOfPlace } from './search-words.ts';
import { settingsNames, settingsSections } from './settings-sections.ts';

/** The settings' pages that this member may see, and the other workspaces. */
export function usePageGroups(run: Run): PickerGroup[] {
  const t = useTranslations('keys');
  const navText = useTranslations('settings.nav');
  const language = useLanguage();
  const router = useRouter();
  const { can, slug, workspaces } = useWorkspace();
  const { spansWorkspaces } = useInbox();
  const pages = settingsNames.filter((name) => {
    if (spansWorkspaces) return false;
    const act = settingsSections[name];
    return act === null || can(act);
  });
  return [
    {
      heading: navText('label'),
      options: pages.map((name) => ({
        id: `settings ${name}`,
        label: navText(name),
        ...wordsOfPlace(name, language),
        onSelect: () => run(() => router.push(`/w/${slug}/settings/${name}`)),
      })),
    },
    {
      heading: t('workspaces'),
      options: workspaces
        .filter((workspace) => !workspace.isArchived && (spansWorkspaces || workspace.slug !== slug))
        .map((workspace) => ({
          id: `workspace ${workspace.slug}`,
          label: t('goTo', { name: workspace.name }),
          synonyms: [workspace.name, workspace.slug],
          onSelect: () => location.assign(`/w/${workspace.slug}/open`),
        })),
    },
  ];
}
