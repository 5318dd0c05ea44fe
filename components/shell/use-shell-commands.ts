'use client';
import { useRouter } from 'next/navigation';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import { useGoTo } from '#components/inbox-state/workspace/use-go-to.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';

/** The commands that work on every page of a workspace. */
export function useShellCommands(): void {
  const router = useRouter();
  const { slug, workspaces } = useWorkspace();
  const { screen } = useInbox();
  const { prefs, setPrefs } = usePrefs();
  const openDialog = (kind: DialogKind) => screen.set({ dialog: { kind, itemIds: [] } });
  const goTo = useGoTo();
  useCommands({
    palette: () => openDialog('palette'),
    keys: () => openDialog('keys'),
    goInbox: () => goTo('open'),
    goMine: () => goTo('mine'),
    goUnassigned: () => goTo('unassigned'),
    goWaiting: () => goTo('waiting'),
    goSnoozed: () => goTo('snoozed'),
    goApproval: () => goTo('approval'),
    goScheduled: () => goTo('scheduled'),
    goPromised: () => goTo('promised'),
    goExpiring: () => goTo('expiring'),
    goFailed: () => goTo('failed'),
    goResolved: () => goTo('resolved'),
    goWorkspace: () => openDialog('workspace'),
    // A full page load, so that data of one client is not in memory with another's.
    ...(workspaces.length > 1 ? { goAll: () => location.assign('/all/open') } : {}),
    goContacts: () => router.push(`/w/${slug}/contacts`),
    goTeam: () => router.push(`/w/${slug}/team`),
    goNotifications: () => router.push(`/w/${slug}/notifications`),
    goSinceLeft: () => router.push(`/w/${slug}/since-left`),
    goChannels: () => router.push(`/w/${slug}/channels`),
    goNetworks: () => router.push(`/w/${slug}/networks`),
    goSettings: () => router.push(`/w/${slug}/settings`),
    connectChannel: () => router.push(`/w/${slug}/channels/connect`),
    signOut: () => router.push('/sign-out'),
    toggleRail: () => setPrefs({ isRailOpen: !prefs.isRailOpen }),
    toggleDensity: () => setPrefs({ density: prefs.density === 'compact' ? 'comfortable' : 'compact' }),
    switchTheme: () => setPrefs({ theme: isDark() ? 'light' : 'dark' }),
    themeLight: () => setPrefs({ theme: 'light' }),
    themeDark: () => setPrefs({ theme: 'dark' }),
    themeSystem: () => setPrefs({ theme: 'system' }),
  });
}

/** Whether the page is dark now, by the member's choice or the system's. */
function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
