'use client';
import {
  CircleAlert,
  CircleHelp,
  Clock,
  Flag,
  Folder,
  HandHelping,
  Lock,
  Paperclip,
  UserX,
  UsersRound,
} from 'lucide-react';
import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RowCountdown } from '#components/item-facts/countdown.tsx';
import { RowPromise } from '#components/item-facts/row-promise.tsx';
import { RowSchedule } from '#components/item-facts/row-schedule.tsx';
import { Stars } from '#components/item-facts/stars.tsx';
import { variantText } from '#components/item-facts/use-variant-text.ts';
import { cx } from '#components/ui/cx.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ItemRow, SendState } from '#lib/items/types.ts';

type QueueText = ReturnType<typeof useTranslations<'queue'>>;

type Options = {
  /** Whose item it is, where the list is of several workspaces. */
  brand: string | null;
  /** Why the last act on the item was taken back. It replaces all other facts. */
  failure: string | undefined;
  /** The row no longer belongs to the list. */
  hasLeft: boolean;
  t: QueueText;
};

/** The third line of a row, in a fixed order. Empty when there is nothing to show. */
export function rowFacts(row: ItemRow, { brand, failure, hasLeft, t }: Options): ReactNode[] {
  if (failure) {
    return [
      <span key="reason" className="truncate font-medium text-bad">
        {failure}
      </span>,
    ];
  }
  const facts = [
    brand === null ? null : (
      <span key="brand" className="max-w-32 shrink-0 truncate font-medium text-voice">
        <BidiText>{brand}</BidiText>
      </span>
    ),
    hasLeft ? (
      <span key="status" className="shrink-0 rounded-[3px] bg-pressed px-1 font-medium text-soft">
        {t(`status.${row.status}`)}
      </span>
    ) : null,
    ...stateFacts(row, t),
    ...peopleFacts(row, t),
    ...tagFacts(row),
    ...contentFacts(row, t),
  ];
  return facts.filter((fact) => fact !== null);
}

function stateFacts(row: ItemRow, t: QueueText): ReactNode[] {
  const variant = variantText(t, row.variant);
  const needsDecision = row.variant === 'held' || row.variant === 'spam';
  return [
    row.sendState === null ? null : <SendFact key="send" state={row.sendState} t={t} />,
    row.status === 'open' && row.replyDeadline ? <RowCountdown key="deadline" row={row} /> : null,
    row.hasScheduled ? <RowSchedule key="schedule" at={row.scheduledFor} /> : null,
    row.promiseDueAt === null ? null : <RowPromise key="promise" dueAt={row.promiseDueAt} />,
    row.status === 'snoozed' && row.snoozedUntil ? (
      <span key="snooze" className="inline-flex shrink-0 items-center gap-0.5 text-muted">
        <Clock size={12} strokeWidth={1.5} aria-hidden />{' '}
        <Timestamp at={row.snoozedUntil} look="full" className="exact" />
      </span>
    ) : null,
    row.rating === null ? null : <Stars key="rating" rating={row.rating} />,
    variant === null ? null : (
      <span key="variant" className={cx('shrink-0', needsDecision ? 'font-medium text-warn' : 'text-muted')}>
        {variant}
      </span>
    ),
    row.priority > 0 ? (
      <span key="priority" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-accent-ink">
        <Flag size={12} strokeWidth={1.5} aria-hidden /> {t('priority')}
      </span>
    ) : null,
  ];
}

/** What went wrong with what was sent. A reply that may be published looks unlike one that surely is not. */
function SendFact({ state, t }: { state: SendState; t: QueueText }) {
  const isFailed = state === 'failed';
  const Mark = isFailed ? CircleAlert : CircleHelp;
  return (
    <span className={cx('inline-flex shrink-0 items-center gap-0.5 font-medium', isFailed ? 'text-bad' : 'text-warn')}>
      <Mark size={12} strokeWidth={1.5} aria-hidden /> {t(`sendState.${state}`)}
    </span>
  );
}

/** That not everybody sees it, that it came back, is asked for, or waits for a team. */
function peopleFacts(row: ItemRow, t: QueueText): ReactNode[] {
  return [
    row.case === null ? null : (
      <span
        key="case"
        className={cx(
          'inline-flex max-w-28 items-center gap-0.5',
          row.case.closedAt === null ? 'text-soft' : 'text-muted',
        )}
      >
        <Folder size={12} strokeWidth={1.5} aria-hidden className="shrink-0" />
        <BidiText className="truncate">{row.case.title}</BidiText>
      </span>
    ),
    row.confidentialTo === null ? null : (
      <span key="confidential" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-warn">
        <Lock size={12} strokeWidth={1.5} aria-hidden /> {t('people.confidential')}
      </span>
    ),
    row.lapsedOwner && row.owner === null && row.status === 'open' ? (
      <span key="lapsed" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-warn">
        <UserX size={12} strokeWidth={1.5} aria-hidden /> {t('people.lapsed')}
      </span>
    ) : null,
    row.requests.length > 0 ? (
      <span key="asked" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-accent-ink">
        <HandHelping size={12} strokeWidth={1.5} aria-hidden /> {t('people.asked')}
      </span>
    ) : null,
    row.team ? (
      <span key="team" className="inline-flex max-w-28 items-center gap-0.5 text-soft">
        <UsersRound size={12} strokeWidth={1.5} aria-hidden className="shrink-0" />
        <BidiText className="truncate">{row.team.name}</BidiText>
      </span>
    ) : null,
  ];
}

const SHOWN_TAGS = 2;

function tagFacts({ tags }: ItemRow): ReactNode[] {
  const shown = tags.slice(0, SHOWN_TAGS).map((tag) => (
    <span key={tag.id} className="max-w-28 truncate text-soft">
      <span className="text-muted">#</span>
      <BidiText>{tag.name}</BidiText>
    </span>
  ));
  if (tags.length <= SHOWN_TAGS) return shown;
  return [
    ...shown,
    <span key="more" className="exact text-muted">
      +{tags.length - SHOWN_TAGS}
    </span>,
  ];
}

function contentFacts(row: ItemRow, t: QueueText): ReactNode[] {
  const change = row.deletedAt ? 'deleted' : row.editedAt ? 'edited' : null;
  return [
    row.hasAttachments ? (
      <span key="attachments" className="inline-flex shrink-0 items-center text-muted">
        <Paperclip size={12} strokeWidth={1.5} aria-hidden />
        <span className="sr-only">{t('attachments')}</span>
      </span>
    ) : null,
    change === null ? null : (
      <span key={change} className="shrink-0 text-muted">
        {t(change)}
      </span>
    ),
  ];
}
