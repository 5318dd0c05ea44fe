'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CornerUpLeft, Stamp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { GuestLinkDialog } from '#components/guests/guest-link-dialog.tsx';
import { GuestLinks } from '#components/guests/guest-links.tsx';
import { isChangedSince, useGuidance } from '#components/inbox-state/items/use-guidance.ts';
import { useItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { ActionView, MessageView } from '#lib/items/types.ts';
import type { ApprovalView } from '#lib/outbox/approval/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { ApprovalForm, type Writing } from './approval-form.tsx';
import { useActionActs } from './use-action-acts.ts';
import { useDayAndTime } from '#components/ui/text/use-day-and-time.ts';

/** A reply that waits for an approval, or was sent back: why, and what the reader may do about it. */
export function ApprovalBox({ action, message }: { action: ActionView; message: MessageView }) {
  const t = useTranslations('approval');
  const { api, can } = useWorkspace();
  const version = useItem(action.itemId).content?.version;
  const acts = useActionActs(action);
  const guidance = useGuidance(action.itemId, false);
  const [isAsking, setAsking] = useState(false);
  const scheduleTime = useDayAndTime();
  const [writing, setWriting] = useState<Writing | null>(null);
  const { data } = useQuery({
    queryKey: ['approval', action.id, version],
    queryFn: () => api.getApproval(action.id),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!data) return <p className="mt-1 min-h-7 text-xs text-muted">{t('waits')}</p>;
  // Nobody approves a text that is not the one on the screen.
  const isRead = data.text === message.text;
  const isWaiting = data.state === 'awaiting_approval';
  const read = guidance ? { seenGuidance: guidance.seen } : {};
  const mayDecide = isWaiting && data.obstacle === null && can('approveReply');
  return (
    <section
      aria-label={t('label')}
      className="outlined-surface mt-1.5 rounded-control bg-warn-tint px-2.5 py-2 text-sm text-warn"
    >
      <div className="flex gap-1.5">
        <Icon of={isWaiting ? Stamp : CornerUpLeft} size={14} className="mt-0.5 shrink-0" />
        <div className="min-w-0 wrap-anywhere">
          {isWaiting ? <Waiting approval={data} /> : <SentBack approval={data} />}
          {isChangedSince(data.guidance, guidance) ? <p className="font-medium">{t('guidanceChanged')}</p> : null}
          {action.schedule ? (
            <p suppressHydrationWarning>{t('thenSent', { at: scheduleTime(action.schedule.at) })}</p>
          ) : null}
        </div>
      </div>
      {writing ? (
        <ApprovalForm
          approval={data}
          isRead={isRead}
          acts={acts}
          writing={writing}
          setWriting={setWriting}
          seen={guidance?.seen}
        />
      ) : (
        <div className="mt-1.5 flex flex-wrap gap-1.5 pl-5">
          {mayDecide ? (
            <>
              <Button
                size="small"
                isBusy={acts.isBusy}
                disabled={!isRead}
                onClick={() => acts.approve({ digest: data.digest, ...read }, () => setWriting(null))}
              >
                {t('approve')}
              </Button>
              {can('reply') ? (
                <Button size="small" look="ghost" onClick={() => setWriting({ what: 'text', text: data.text })}>
                  {t('edit')}
                </Button>
              ) : null}
              <Button size="small" look="ghost" onClick={() => setWriting({ what: 'word', text: '' })}>
                {t('sendBack')}
              </Button>
              {can('makeGuestLink') ? (
                <Button size="small" look="ghost" onClick={() => setAsking(true)}>
                  {t('askGuest')}
                </Button>
              ) : null}
            </>
          ) : null}
          {data.isOwn ? (
            <>
              <Button size="small" onClick={() => setWriting({ what: 'text', text: data.text })}>
                {t('correct')}
              </Button>
              <Button size="small" look="ghost" isBusy={acts.isBusy} onClick={acts.cancel}>
                {t('takeBack')}
              </Button>
            </>
          ) : null}
        </div>
      )}
      <GuestLinks itemId={action.itemId} actionId={action.id} version={version} />
      <GuestLinkDialog itemId={action.itemId} actionId={action.id} isOpen={isAsking} onClose={() => setAsking(false)} />
    </section>
  );
}

function Waiting({ approval }: { approval: ApprovalView }) {
  const t = useTranslations('approval');
  const { rules, approvers, isApproverGone, escalatedAt, isOwn } = approval;
  const names = approvers.map(({ name }) => isolated(plainLine(name))).join(', ');
  return (
    <>
      <p className="font-medium">
        {t('waits')} {escalatedAt === null ? null : t('soon')}
      </p>
      {rules.length > 0 ? (
        <p>
          {t('because', { rules: rules.map((name) => isolated(plainLine(name))).join(', ') })}.{' '}
          {t('approvedBy', { approvers: names === '' ? 'none' : names })}
        </p>
      ) : (
        <p>{t('noRule')}</p>
      )}
      {isApproverGone ? <p>{t('gone')}</p> : null}
      {isOwn ? <p>{t('own')}</p> : null}
    </>
  );
}

function SentBack({ approval: { sentBack } }: { approval: ApprovalView }) {
  const t = useTranslations('approval');
  return (
    <>
      <p className="font-medium">{t('sentBack', { by: sentBack?.by ? isolated(plainLine(sentBack.by)) : 'nobody' })}</p>
      <p dir="auto" className="whitespace-pre-wrap text-ink">
        {sentBack?.word ? sentBack.word : t('noWord')}
      </p>
    </>
  );
}
