'use client';
import { useCallback } from 'react';
import type { ContactRef } from '#lib/inbox/types.ts';
import { useWorkspace } from './workspace-context.tsx';

/** The address of a person's picture, which the server fetches; null for one who has none. */
export function useAvatar(): (contact: ContactRef) => string | null {
  const { api } = useWorkspace();
  return useCallback(({ id, avatarUrl }) => (avatarUrl === null ? null : api.avatarUrl(id)), [api]);
}
