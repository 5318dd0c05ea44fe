'use client';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import type { ScreenAct } from '#app/actions/screen-acts.ts';
import { OpenDialog } from '#components/dialogs/dialogs.tsx';
import { ActsProvider } from '#components/inbox-state/acts/use-acts.tsx';
import { InboxContext } from '#components/inbox-state/inbox-provider.tsx';
import { useForgetContents } from '#components/inbox-state/items/use-item.ts';
import { useAnnounceFailedSends } from '#components/inbox-state/live/use-announce-failed-sends.ts';
import { useSaveDrafts } from '#components/inbox-state/drafts/use-save-drafts.ts';
import { MergedInbox } from '#components/inbox-state/merged/merged-inbox.ts';
import { DialogScope } from '#components/inbox-state/merged/scope-at-hand.tsx';
import { ItemScope, MergedInboxContext } from '#components/inbox-state/merged/scope-provider.tsx';
import { useMergedUpdates } from '#components/inbox-state/merged/use-merged-updates.ts';
import { mergedUnreadKey } from '#components/inbox-state/merged/use-merged-notifications.ts';
import { placesKey, usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { openWorkspace, type Workspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands, useKeyboard } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { parseRoute } from '#components/route/route-store.ts';
import { InitialRoute, useMaybeRoute } from '#components/route/use-route.ts';
import { createQueryClient } from '#components/shell/query-provider.tsx';
import { SkipLinks } from '#components/shell/skip-links.tsx';
import { useKeyboardInset } from '#components/shell/use-keyboard-inset.ts';
import type { PlaceView } from '#lib/items/merged/types.ts';
import type { Role } from '#lib/workspaces/types.ts';
import { MergedBottomBar } from './merged-bottom-bar.tsx';
import { MergedRail } from './merged-rail.tsx';
import { useGoToMerged } from '#components/inbox-state/merged/use-go-to-merged.ts';
import { useRenewMergedClaims } from './use-renew-merged-claims.ts';
import { useReportMergedHere } from './use-report-merged-here.ts';

export type MergedFacts = {
  places: PlaceView[];
  me: { name: string; email: string };
  /** How many notifications are unread in all of them. */
  unread: number;
  /** What members of each role may do. */
  actsOf: Record<Role, readonly ScreenAct[]>;
};

/** Everything around the inbox over all workspaces: the rail, the keys, live updates, dialogs. */
export function MergedShell({ facts, children }: { facts: MergedFacts; children: ReactNode }) {
  const [client] = useState(() => {
    const created: QueryClient = createQueryClient();
    created.setQueryData(placesKey, facts.places);
    created.setQueryData(mergedUnreadKey, facts.unread);
    return created;
  });
  const [merged] = useState(() => new MergedInbox(workspacesOf(facts, facts.places), createQueryClient));
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const [route] = useState(() => parseRoute(pathname, query));
  return (
    <MergedInboxContext value={merged}>
      <QueryClientProvider client={client}>
        <InboxContext value={merged.whole}>
          <ActsProvider>
            <InitialRoute value={route}>
              <Frame merged={merged} facts={facts}>
                {children}
              </Frame>
            </InitialRoute>
          </ActsProvider>
        </InboxContext>
      </QueryClientProvider>
    </MergedInboxContext>
  );
}

/** The workspaces that this session may enter, each as its member sees it. */
function workspacesOf({ me, actsOf }: MergedFacts, places: readonly PlaceView[]): Workspace[] {
  const open = places.filter(({ counts }) => counts !== null);
  const workspaces = open.map(({ slug, name, organization, counts }) => ({
    slug,
    name,
    organization: organization.name,
    openItems: counts?.open ?? 0,
    isArchived: false,
  }));
  return open.map(({ slug, name, hue, memberId, role, seesAllChannels }) =>
    openWorkspace({
      slug,
      name,
      hue,
      workspaces,
      // The one queue has no archived workspaces.
      archive: null,
      me: { ...me, memberId, role, seesAllChannels },
      allowedActs: actsOf[role],
    }),
  );
}

type FrameProps = { merged: MergedInbox; facts: MergedFacts; children: ReactNode };

function Frame({ merged, facts, children }: FrameProps) {
  const places = usePlaces() ?? facts.places;
  // A place that is new must be known before its rows come.
  const known = places.map(({ slug, counts }) => `${slug}${counts === null ? '!' : ''}`).join(' ');
  useEffect(() => {
    merged.setWorkspaces(workspacesOf(facts, places));
    merged.whole.items.refreshLists();
    // The numbers change all the time, the places seldom.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [merged, facts, known]);
  useMergedUpdates(merged);
  useAnnounceFailedSends();
  useRenewMergedClaims(merged);
  useReportMergedHere(merged);
  useFrameCommands(merged);
  useKeyboardInset();
  // Last: keys that came early run at once, and need the commands above.
  useKeyboard();
  return (
    <div className="flex h-dvh overflow-hidden pb-[var(--keyboard,0px)] max-phone:flex-col">
      <SkipLinks />
      <div className="contents max-phone:hidden">
        <MergedRail places={places} />
      </div>
      <main id="main" tabIndex={-1} className="outline-none min-h-0 min-w-0 flex-1">
        {children}
      </main>
      <MergedBottomBar />
      <DialogScope>
        <OpenDialog />
      </DialogScope>
      <OpenItemDuties />
    </div>
  );
}

/** What goes on in the workspace of the open item: its drafts are saved, and what was read of it is freed after a while. */
function OpenItemDuties() {
  const itemId = useMaybeRoute((route) => route.itemId);
  return itemId ? (
    <ItemScope itemId={itemId}>
      <ScopeDuties />
    </ItemScope>
  ) : null;
}

function ScopeDuties() {
  useSaveDrafts();
  useForgetContents();
  return null;
}

function useFrameCommands({ whole: { screen } }: MergedInbox): void {
  const router = useRouter();
  const { prefs, setPrefs } = usePrefs();
  const goTo = useGoToMerged();
  const openDialog = (kind: 'palette' | 'keys' | 'workspace') => screen.set({ dialog: { kind, itemIds: [] } });
  useCommands({
    palette: () => openDialog('palette'),
    keys: () => openDialog('keys'),
    goWorkspace: () => openDialog('workspace'),
    goAll: () => goTo('open', ''),
    goNotifications: () => router.push('/all/notifications'),
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
    signOut: () => router.push('/sign-out'),
    toggleRail: () => setPrefs({ isRailOpen: !prefs.isRailOpen }),
    toggleDensity: () => setPrefs({ density: prefs.density === 'compact' ? 'comfortable' : 'compact' }),
  });
}
