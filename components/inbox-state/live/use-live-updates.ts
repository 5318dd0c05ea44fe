'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveEvent } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { followStream } from './follow-stream.ts';
import { LiveUpdates } from './live-updates.ts';

/** Keeps this tab up to date with the workspace over one event stream. Only what changed is read again. Mounted once. */
export function useLiveUpdates(): void {
  const workspace = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  useEffect(() => {
    const updates = new LiveUpdates({ workspace, inbox, cache });
    const stop = followStream(workspace.api.eventsUrl, inbox, ({ kind, data }) => {
      if (kind === 'ready') updates.ready();
      // The event route writes only LiveEvents, as JSON.
      else updates.receive(JSON.parse(data) as LiveEvent);
    });
    return () => {
      updates.stop();
      stop();
    };
  }, [workspace, inbox, cache]);
}
