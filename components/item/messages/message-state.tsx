'use client';
import { CircleAlert, CircleHelp, ExternalLink, Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ActionView, MessageView } from '#lib/items/types.ts';
import { ApprovalBox } from './approval-box.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { ScheduleBox } from './schedule-box.tsx';
import { TargetChange } from './target-change.tsx';
import { UndoRing } from './undo-ring.tsx';
import { useActionActs } from './use-action-acts.ts';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';

/** The state of an outbound message, or of an action on an inbound one, and what can be done about it. */
export function MessageState({ message }: { message: MessageView }) {
  const t = useTranslations('item.state');
  const { action } = message;
  const isOurs = message.direction === 'outbound';
  if (action && action.state !== 'cancelled' && !(isOurs && action.messageId === message.id))
    return <ActionNote action={action} />;
  if (!isOurs || message.state === 'received') return null;
  if (message.state === 'queued' || message.state === 'sending')
    return action ? <InProgress action={action} /> : <Pending />;
  if (action && message.state === 'failed') return <Failed action={action} />;
  if (action && (message.state === 'awaiting_approval' || message.state === 'sent_back'))
    return <ApprovalBox action={action} message={message} />;
  if (action?.schedule && (message.state === 'scheduled' || message.state === 'held'))
    return <ScheduleBox action={action} message={message} schedule={action.schedule} />;
  if (action && message.state === 'unconfirmed') return <Unconfirmed action={action} />;
  if (message.state !== 'sent' || message.deletedAt) return null;
  if (message.variant === 'held')
    return (
      <p className="mt-1 flex items-center gap-1.5 text-xs text-warn">
        <Icon of={Hourglass} size={12} />
        {t('waitsForNetwork')}
      </p>
    );
  if (message.delivery) return <DeliveryLine delivery={message.delivery} template={action?.template ?? null} />;
  const url = webUrl(message.url) ?? webUrl(action?.url);
  return (
    <p className="mt-1 flex items-center gap-1.5 text-xs text-ok">
      {url ? (
        <WebLink
          href={url}
          className="relative touch-target inline-flex items-center gap-1 font-medium hover:underline touch:min-h-11"
        >
          {t('published')}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : (
        t('published')
      )}
    </p>
  );
}

/** The server has not answered yet. */
function Pending() {
  const t = useTranslations('item.state');
  return (
    <p className="mt-1 flex h-7 items-center gap-2 text-xs text-muted">
      <Spinner size={12} />
      {t('queued')}
    </p>
  );
}

function InProgress({ action }: { action: ActionView }) {
  const t = useTranslations('item.state');
  const acts = useActionActs(action);
  return (
    <div className="mt-1 flex h-7 items-center gap-2 text-xs text-muted touch:h-11">
      {action.state === 'queued' ? (
        <UndoRing dueAt={action.dueAt} createdAt={action.createdAt} onUndo={acts.undo} afterwards={t('queued')} />
      ) : (
        <>
          <Spinner size={12} />
          {t('sending')}
        </>
      )}
    </div>
  );
}

function Failed({ action }: { action: ActionView }) {
  const t = useTranslations('item.state');
  const reason = useReasonText();
  const acts = useActionActs(action);
  const isChanged = action.error?.reason === 'target_changed';
  return (
    <StateBox tone="bad" icon={<Icon of={CircleAlert} size={14} />} text={`${t('failed')} ${reason(action.error)}`}>
      {isChanged ? <TargetChange action={action} /> : null}
      <Button size="small" onClick={acts.retry} isBusy={acts.isBusy}>
        {t(isChanged ? 'readAndSend' : 'sendAgain')}
      </Button>
      <Button size="small" look="ghost" onClick={acts.cancel}>
        {t('takeBack')}
      </Button>
    </StateBox>
  );
}

function Unconfirmed({ action }: { action: ActionView }) {
  const t = useTranslations('item.state');
  const acts = useActionActs(action);
  return (
    <StateBox tone="warn" icon={<Icon of={CircleHelp} size={14} />} text={t('unconfirmed')}>
      <Button size="small" onClick={acts.check} isBusy={acts.isBusy}>
        {t('lookAgain')}
      </Button>
      <Button size="small" look="ghost" onClick={acts.retry}>
        {t('sendAnyway')}
      </Button>
    </StateBox>
  );
}

/** A hide, like, block… of this message, until it is done. */
function ActionNote({ action }: { action: ActionView }) {
  const t = useTranslations('item.action');
  const stateText = useTranslations('item.state');
  const reason = useReasonText();
  const acts = useActionActs(action);
  const label = t(`${action.kind}` as Parameters<typeof t>[0]); // the catalogue has every kind of the contract
  switch (action.state) {
    case 'queued':
    case 'sending':
      return (
        <div className="mt-1 flex h-6 items-center gap-1.5 text-xs text-muted">
          {action.kind === 'delete' && action.state === 'queued' ? (
            <UndoRing dueAt={action.dueAt} createdAt={action.createdAt} onUndo={acts.cancel} afterwards={label} />
          ) : (
            <>
              <Spinner size={12} /> {label}
            </>
          )}
        </div>
      );
    case 'failed':
      return (
        <StateBox
          tone="bad"
          icon={<Icon of={CircleAlert} size={14} />}
          text={stateText('ofAction', { action: label, text: reason(action.error) })}
        >
          <Button size="small" onClick={acts.retry} isBusy={acts.isBusy}>
            {stateText('tryAgain')}
          </Button>
        </StateBox>
      );
    case 'unconfirmed':
      return (
        <StateBox
          tone="warn"
          icon={<Icon of={CircleHelp} size={14} />}
          text={stateText('ofAction', { action: label, text: stateText('unknown') })}
        >
          <Button size="small" onClick={acts.check} isBusy={acts.isBusy}>
            {stateText('lookAgain')}
          </Button>
        </StateBox>
      );
    case 'done':
      return action.kind === 'block' || action.kind === 'mute' ? (
        <p className="mt-1 text-xs text-muted">
          {t(`done.${action.kind}`)} <Timestamp at={action.finishedAt ?? action.createdAt} />
        </p>
      ) : null;
    case 'awaiting_approval':
    case 'sent_back':
    // Only replies wait for an approval, or for a time.
    case 'scheduled':
    case 'held':
    case 'cancelled':
      return null;
    default:
      return action.state satisfies never;
  }
}

function StateBox({
  tone,
  icon,
  text,
  children,
}: {
  tone: 'bad' | 'warn';
  icon: ReactNode;
  text: string;
  children: ReactNode;
}) {
  return (
    <div
      className={`outlined-surface mt-1.5 rounded-control px-2.5 py-2 text-sm ${tone === 'bad' ? 'bg-bad-tint text-bad' : 'bg-warn-tint text-warn'}`}
    >
      <p className="flex gap-1.5">
        <span className="mt-0.5 shrink-0">{icon}</span>
        {text}
      </p>
      <div className="mt-1.5 flex flex-wrap gap-1.5 pl-5">{children}</div>
    </div>
  );
}
