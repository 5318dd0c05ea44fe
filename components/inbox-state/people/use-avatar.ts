'use client';
import { useCallback } from 'react';
import { webUrl } from '#components/ui/text/web-url.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';

type Owner = { id: string; avatarUrl: string | null };

/**
 * Our own address for the picture of a contact, an identity, a channel, or a post's author (the post is the owner): the
 * server fetches it. Null if there is no picture.
 */
export function useAvatar(): (owner: Owner) => string | null {
  const { api } = useWorkspace();
  return useCallback(({ id, avatarUrl }) => (webUrl(avatarUrl) === null ? null : api.avatarUrl(id)), [api]);
}
