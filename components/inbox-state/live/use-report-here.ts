'use client';
import { useMemo } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { type Place, useMarkHere } from './use-mark-here.ts';

/** Reports that the member is here in the workspace of this page. An archived one takes no such report. */
export function useReportHere(): void {
  const { api, archive, slug } = useWorkspace();
  const isArchived = archive !== null;
  const place = useMemo<Place | null>(
    () =>
      isArchived
        ? null
        : {
            slugHere: () => slug,
            // The next report makes up for one that failed.
            report: () => void api.markHere().catch(() => undefined),
          },
    [api, isArchived, slug],
  );
  useMarkHere(place);
}
