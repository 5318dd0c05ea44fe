'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ListFilter, Users, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useViewCounts, useViews } from '#components/inbox-state/workspace/use-views.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { queryOf } from '#components/route/filter.ts';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { RailLink } from './rail-link.tsx';
import { RailTitle } from './rail-title.tsx';

/** The saved views: the member's own and the shared ones. */
export function SavedViews({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const { api, can } = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { views, error, retry } = useViews();
  const counts = useViewCounts(views.map(({ id }) => id));
  if (error && isWide) {
    return (
      <>
        <RailTitle isWide title={t('savedViews')} />
        <div className="px-2">
          <FailedLine onRetry={retry}>{problemText(error)}</FailedLine>
        </div>
      </>
    );
  }
  if (views.length === 0) return null;
  const remove = async (id: string) => {
    try {
      await api.deleteView(id);
    } catch (error) {
      inbox.screen.set({ notice: problemText(error) });
    }
    await cache.invalidateQueries({ queryKey: ['views'] });
  };
  return (
    <>
      <RailTitle isWide={isWide} title={t('savedViews')} />
      <ul>
        {views.map((view) => (
          <li key={view.id} className="group/view relative">
            <RailLink
              view="all"
              query={queryOf(view.filter)}
              icon={view.isShared ? Users : ListFilter}
              label={view.name}
              count={counts.get(view.id)}
              isWide={isWide}
            />
            {isWide && (!view.isShared || can('shareView')) ? (
              <button
                type="button"
                aria-label={t('deleteView', { name: view.name })}
                onClick={() => void remove(view.id)}
                className="absolute top-1 right-1 hidden size-6 items-center justify-center rounded-control bg-rail text-muted group-focus-within/view:inline-flex group-hover/view:inline-flex hover:bg-pressed hover:text-ink"
              >
                <Icon of={X} size={12} />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
