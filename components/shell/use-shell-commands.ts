'use client';
import { useRouter } from 'next/navigation';
import { type Ask, useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import type { View } from '#components/route/filter.ts';
import { go, pathOf, readRoute } from '#components/route/route-store.ts';

/** The commands that work on every page of a workspace. */
export function useShellCommands(): void {
  const router = useRouter();
  const { slug } = useWorkspace();
  const { desk } = useInbox();
  const { prefs, setPrefs } = usePrefs();
  const ask = (kind: Ask['kind']) => desk.set({ ask: { kind, itemIds: [] } });
  const goTo = (view: View) => {
    const place = { slug, view, itemId: null, query: '' };
    if (readRoute()) go(place);
    else router.push(pathOf(place));
  };
  useCommands({
    palette: () => ask('palette'),
    keys: () => ask('keys'),
    goInbox: () => goTo('open'),
    goMine: () => goTo('mine'),
    goUnassigned: () => goTo('unassigned'),
    goWorkspace: () => ask('workspace'),
    goChannels: () => router.push(`/w/${slug}/channels`),
    toggleRail: () => setPrefs({ isRailOpen: !prefs.isRailOpen }),
    toggleDensity: () => setPrefs({ density: prefs.density === 'compact' ? 'comfortable' : 'compact' }),
    themeLight: () => setPrefs({ theme: 'light' }),
    themeDark: () => setPrefs({ theme: 'dark' }),
    themeSystem: () => setPrefs({ theme: 'system' }),
  });
}
