'use client';
import { useMemo } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { contactsApi } from './contacts-api.ts';

/** The calls of the pages about contacts, for the workspace of this page. */
export function useContactsApi() {
  const { slug } = useWorkspace();
  return useMemo(() => contactsApi(slug), [slug]);
}
