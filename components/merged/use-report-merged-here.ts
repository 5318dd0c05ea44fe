'use client';
import { useMemo } from 'react';
import { type Place, useMarkHere } from '#components/inbox-state/live/use-mark-here.ts';
import type { MergedInbox } from '#components/inbox-state/merged/merged-inbox.ts';
import { readRoute } from '#components/route/route-store.ts';

/** Reports that the person is here in the workspace of the open item. Reading the list is work in none of them. */
export function useReportMergedHere(merged: MergedInbox): void {
  const place = useMemo<Place>(
    () => ({
      slugHere: () => merged.slugOf(readRoute()?.itemId ?? ''),
      report: (slug) => {
        const part = merged.opened.find(({ workspace }) => workspace.slug === slug);
        // The next report makes up for one that failed.
        void part?.workspace.api.markHere().catch(() => undefined);
      },
    }),
    [merged],
  );
  useMarkHere(place);
}
