'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';

/**
 * Whether items are all of one workspace: its tags and members are offered for no other. Where they are not, the notice line
 * says so.
 */
export function useOneWorkspace(): (itemIds: readonly string[]) => boolean {
  const t = useTranslations('merged');
  const { screen, scopeOf } = useInbox();
  return (itemIds) => {
    const isOne = new Set(itemIds.map(scopeOf)).size <= 1;
    if (!isOne) screen.set({ notice: t('severalWorkspaces') });
    return isOne;
  };
}
