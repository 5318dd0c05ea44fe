'use client';
import { CalendarClock, CirclePause } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useGuidance } from '#components/inbox-state/items/use-guidance.ts';
import { useItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ActionView, MessageView, ScheduleView } from '#lib/items/types.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { useActionActs } from './use-action-acts.ts';
import { useDayAndTime } from '#components/ui/text/use-day-and-time.ts';

type Props = { action: ActionView; message: MessageView; schedule: ScheduleView };

/** A reply that waits for its time, or is held with the reason why; and what the team may do about it. */
export function ScheduleBox({ action, message, schedule }: Props) {
  const t = useTranslations('scheduled');
  const scheduleTime = useDayAndTime();
  const { screen } = useInbox();
  const { can } = useWorkspace();
  const target = useItem(action.itemId).content?.messages.find(({ id }) => id === action.targetId);
  const acts = useActionActs(action);
  const seen = useGuidance(action.itemId, false)?.seen;
  const read = seen === undefined ? {} : { seenGuidance: seen };
  const [isWriting, setWriting] = useState(false);
  const at = scheduleTime(schedule.at);
  const isHeld = schedule.heldReason !== null;
  const isAhead = Date.parse(schedule.at) > useNow();
  const offer = target?.offers?.[message.isPrivate ? 'privateReply' : 'reply'];
  const changeTime = () =>
    screen.set({
      dialog: {
        kind: 'schedule',
        itemIds: [action.itemId],
        schedule: {
          latest: offer?.can ? offer.until : null,
          onChoose: (moment) =>
            acts.reschedule({ version: schedule.version, scheduledFor: moment.toISOString(), ...read }),
        },
      },
    });
  return (
    <section
      aria-label={t('label')}
      className={cx(
        'outlined-surface mt-1.5 rounded-control px-2.5 py-2 text-sm',
        isHeld ? 'bg-warn-tint text-warn' : 'bg-sunken text-ink',
      )}
    >
      <div className="flex gap-1.5">
        <Icon of={isHeld ? CirclePause : CalendarClock} size={14} className="mt-0.5 shrink-0" />
        <div className="min-w-0 wrap-anywhere">
          <p suppressHydrationWarning className="font-medium">
            {t(isHeld ? 'isHeld' : 'waits', { at })}
          </p>
          {schedule.heldReason === null ? null : (
            <p>{t(`held.${schedule.heldReason}` as Parameters<typeof t>[0]) /* the catalogue has every reason */}</p>
          )}
        </div>
      </div>
      {isWriting ? (
        <ScheduleForm schedule={schedule} text={message.text ?? ''} acts={acts} onDone={() => setWriting(false)} />
      ) : can('reply') ? (
        <div className="mt-1.5 flex flex-wrap gap-1.5 pl-5">
          {isHeld && isAhead ? (
            <Button
              size="small"
              isBusy={acts.isBusy}
              onClick={() => acts.reschedule({ version: schedule.version, scheduledFor: schedule.at, ...read })}
            >
              {t('keepTime')}
            </Button>
          ) : null}
          <Button size="small" onClick={changeTime}>
            {t('changeTime')}
          </Button>
          <Button size="small" look="ghost" onClick={() => setWriting(true)}>
            {t('changeText')}
          </Button>
          <Button
            size="small"
            look="ghost"
            isBusy={acts.isBusy}
            onClick={() => acts.reschedule({ version: schedule.version, scheduledFor: null, ...read })}
          >
            {t('sendNow')}
          </Button>
          <Button size="small" look="ghost" isBusy={acts.isBusy} onClick={acts.cancel}>
            {t('remove')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
