'use client';
import { useMemo } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { useMarkHere } from './use-mark-here.ts';

/** Reports that the member is here in the workspace of this page. An archived one takes no such report. */
export function useReportHere(): void {
  const { api, archive } = useWorkspace();
  const report = useMemo(
    // The next report makes up for one that failed.
    () => (archive === null ? () => void api.markHere().catch(() => undefined) : null),
    [api, archive],
  );
  useMarkHere(report);
}
