'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ScheduleView } from '#lib/items/types.ts';
import type { useActionActs } from './use-action-acts.ts';

type Props = { schedule: ScheduleView; text: string; acts: ReturnType<typeof useActionActs>; onDone: () => void };

/** Gives a scheduled reply another text; its time stays. One whose time is over is sent when it is saved. */
export function ScheduleForm({ schedule, text: written, acts, onDone }: Props) {
  const t = useTranslations('scheduled');
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(written);
  // The version that the member began with: what a colleague changes meanwhile is not overwritten.
  const [{ version, at }] = useState(schedule);
  useEffect(() => field.current?.focus(), []);
  // The field goes: what has the focus then is the message.
  const done = () => {
    field.current?.closest('article')?.focus();
    onDone();
  };
  const isOver = Date.parse(at) <= useNow();
  return (
    <div className="mt-2 flex flex-col gap-2 text-ink">
      <Field label={t('text')}>
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            dir="auto"
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="small"
          isBusy={acts.isBusy}
          onClick={() => acts.reschedule({ version, scheduledFor: isOver ? null : at, text }, done)}
        >
          {t(isOver ? 'saveAndSend' : 'save')}
        </Button>
        <Button size="small" look="ghost" onClick={done}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
