'use client';
import { useCallback } from 'react';
import { webUrl } from '#components/ui/text/web-url.ts';
import { useWorkspace } from '../workspace-context.tsx';

type Owner = { id: string; avatarUrl: string | null };

/**
 * The address of the picture of a contact, a profile, a channel or a post's author (of whom the post is the owner), which
 * the server fetches; null for one who has none.
 */
export function useAvatar(): (owner: Owner) => string | null {
  const { api } = useWorkspace();
  return useCallback(({ id, avatarUrl }) => (webUrl(avatarUrl) === null ? null : api.avatarUrl(id)), [api]);
}
