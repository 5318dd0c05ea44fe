'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { linesOf, sinceLeftParts, useSinceLeftNumbers } from '#components/inbox-state/workspace/use-since-left.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { useRowKeys } from '#components/keys/use-row-keys.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Page } from '#components/ui/page.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { SinceLeftLists } from './since-left-lists.tsx';
import { linesKey } from './take-note.ts';
import { useAcknowledge } from './use-acknowledge.ts';
import { useLeftAt } from './use-left-at.ts';

/** What happened since the reader left. It stays as it was read, so that nothing moves; what is new waits behind a button. */
export function SinceLeftPage({ first }: { first: SinceLeft }) {
  const t = useTranslations('sinceLeft');
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const leftAt = useLeftAt();
  const keys = useShownKeys()('acknowledge');
  const lists = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useQuery({
    queryKey: linesKey,
    queryFn: () => api.getSinceLeft(),
    initialData: first,
    initialDataUpdatedAt: Date.parse(first.until),
    // Live events say how many there are by now; the lines are read again when the reader asks for them, or comes again.
    gcTime: 0,
  });
  useRowKeys(lists);
  const lines = linesOf(data);
  const hasMore = useHasMore(data);
  const { acknowledge, problem } = useAcknowledge(data);
  const failure = error ?? problem;
  const readAgain = () => void refetch();
  return (
    <Page
      title={t('title')}
      intro={
        data.leftAt === null ? (
          t('never')
        ) : (
          <span suppressHydrationWarning>{t('left', { when: leftAt(data.leftAt) })}</span>
        )
      }
      actions={
        acknowledge ? (
          <Button onClick={acknowledge}>
            {t('acknowledge')}
            {keys ? <Kbd keys={keys} className="ml-1.5" /> : null}
          </Button>
        ) : null
      }
    >
      {failure ? (
        <FailedLine onRetry={error ? readAgain : (acknowledge ?? readAgain)}>{problemText(failure)}</FailedLine>
      ) : null}
      {hasMore ? (
        <Button className="self-start" onClick={readAgain}>
          <Icon of={ArrowUp} size={14} />
          {t('more')}
        </Button>
      ) : null}
      {lines === 0 ? (
        <EmptyState icon={<Icon of={CircleCheck} size={20} />} title={t(emptyTitle(data))} titleAs="h2">
          {t('emptyHint')}
        </EmptyState>
      ) : null}
      <div ref={lists} className="flex flex-col gap-6" hidden={lines === 0}>
        <SinceLeftLists since={data} />
      </div>
    </Page>
  );
}

const emptyTitle = ({ leftAt, isAcknowledged }: SinceLeft) =>
  leftAt === null ? 'neverAway' : isAcknowledged ? 'acknowledged' : 'nothing';

/** Whether there is something that the lines do not show, said once. */
function useHasMore(shown: SinceLeft): boolean {
  const t = useTranslations('sinceLeft');
  const now = useSinceLeftNumbers();
  // Numbers that were read before the lines say nothing of what came since.
  const isNewer = now !== undefined && now.until > shown.until;
  const hasMore = isNewer && sinceLeftParts.some((part) => now[part].total > shown[part].total);
  useAnnounced(hasMore ? t('more') : null);
  return hasMore;
}
