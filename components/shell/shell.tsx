'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { OpenDialog } from '#components/dialogs/dialogs.tsx';
import { ActsProvider } from '#components/inbox-state/acts/use-acts.tsx';
import { InboxProvider } from '#components/inbox-state/inbox-provider.tsx';
import { useForgetContents } from '#components/inbox-state/items/use-item.ts';
import { useAnnounceFailedSends } from '#components/inbox-state/live/use-announce-failed-sends.ts';
import { useSaveDrafts } from '#components/inbox-state/drafts/use-save-drafts.ts';
import { useReportHere } from '#components/inbox-state/live/use-report-here.ts';
import { useLiveUpdates } from '#components/inbox-state/live/use-live-updates.ts';
import { useRenewClaims } from '#components/inbox-state/live/use-renew-claims.ts';
import { WorkspaceProvider, type WorkspaceFacts } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NewVersion } from '#components/installed/new-version.tsx';
import { useKeyboard } from '#components/keys/use-keys.ts';
import { parseRoute } from '#components/route/route-store.ts';
import { InitialRoute } from '#components/route/use-route.ts';
import { latePart } from '#components/ui/preload/late-part.tsx';
import { ArchiveLine } from './archive-line.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { type FirstReads, QueryProvider } from './query-provider.tsx';
import { Rail } from './rail.tsx';
import { SkipLinks } from './skip-links.tsx';
import { useKeyboardInset } from './use-keyboard-inset.ts';
import { useShellCommands } from './use-shell-commands.ts';

// What runs is not needed for the first paint.
const BulkJobs = latePart(async () => (await import('./bulk-jobs.tsx')).BulkJobs);

type Props = { facts: WorkspaceFacts; first: FirstReads; build: string | null; children: ReactNode };

/** Everything around a workspace's pages: the rail, the keys, live updates, dialogs. */
export function Shell({ facts, first, build, children }: Props) {
  return (
    <WorkspaceProvider facts={facts}>
      <QueryProvider first={first}>
        <InboxProvider>
          <ActsProvider>
            <FirstRoute>
              <Frame hue={facts.hue} build={build}>
                {children}
              </Frame>
            </FirstRoute>
          </ActsProvider>
        </InboxProvider>
      </QueryProvider>
    </WorkspaceProvider>
  );
}

/** Provides the requested route, so that the server's first paint marks the right view. */
function FirstRoute({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const [route] = useState(() => parseRoute(pathname, query));
  return <InitialRoute value={route}>{children}</InitialRoute>;
}

function Frame({ hue, build, children }: { hue: number; build: string | null; children: ReactNode }) {
  useLiveUpdates();
  useSaveDrafts();
  useAnnounceFailedSends();
  useForgetContents();
  useRenewClaims();
  useReportHere();
  useShellCommands();
  useKeyboardInset();
  // Last: keys that came early run at once, and need the commands above.
  useKeyboard();
  return (
    <div
      style={{ ['--voice-hue' as string]: hue }}
      className="flex h-dvh overflow-hidden pb-[var(--keyboard,0px)] max-phone:flex-col"
    >
      <SkipLinks />
      <div className="contents max-phone:hidden">
        <Rail />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ArchiveLine />
        <main id="main" tabIndex={-1} className="outline-none min-h-0 min-w-0 flex-1">
          {children}
        </main>
        <BulkJobs />
        <NewVersion build={build} />
      </div>
      <BottomBar />
      <OpenDialog />
    </div>
  );
}
