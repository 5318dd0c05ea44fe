'use client';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from './workspace-context.tsx';
import type { ChannelView } from '#lib/channels/types.ts';

const EVERY_MS = 30_000;

/** The workspace's channels with their health; undefined until they are loaded. */
export function useChannels(): ChannelView[] | undefined {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['channels'], queryFn: () => api.listChannels(), refetchInterval: EVERY_MS }).data
    ?.channels;
}
