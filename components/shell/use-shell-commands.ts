'use client';
import { useRouter } from 'next/navigation';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import type { View } from '#components/route/filter.ts';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';

/** The commands that work on every page of a workspace. */
export function useShellCommands(): void {
  const router = useRouter();
  const { slug } = useWorkspace();
  const { screen } = useInbox();
  const { prefs, setPrefs } = usePrefs();
  const openDialog = (kind: DialogKind) => screen.set({ dialog: { kind, itemIds: [] } });
  const goTo = (view: View) => {
    const route = { slug, view, itemId: null, query: '' };
    if (readRoute()) navigate(route);
    else router.push(pathOf(route));
  };
  useCommands({
    palette: () => openDialog('palette'),
    keys: () => openDialog('keys'),
    goInbox: () => goTo('open'),
    goMine: () => goTo('mine'),
    goUnassigned: () => goTo('unassigned'),
    goWorkspace: () => openDialog('workspace'),
    goChannels: () => router.push(`/w/${slug}/channels`),
    toggleRail: () => setPrefs({ isRailOpen: !prefs.isRailOpen }),
    toggleDensity: () => setPrefs({ density: prefs.density === 'compact' ? 'comfortable' : 'compact' }),
    themeLight: () => setPrefs({ theme: 'light' }),
    themeDark: () => setPrefs({ theme: 'dark' }),
    themeSystem: () => setPrefs({ theme: 'system' }),
  });
}
