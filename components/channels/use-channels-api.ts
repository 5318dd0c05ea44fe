'use client';
import { useMemo } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { channelsApi } from './channels-api.ts';

/** The calls of the pages about channels, for the workspace of this page. */
export function useChannelsApi() {
  const { slug } = useWorkspace();
  return useMemo(() => channelsApi(slug), [slug]);
}
