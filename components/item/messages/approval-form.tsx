'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { type ApprovalView, WORD_LIMIT } from '#lib/outbox/approval/types.ts';
import type { useActionActs } from './use-action-acts.ts';

/** Another text for the reply, or a word to its author. */
export type Writing = { what: 'text' | 'word'; text: string };

type Props = {
  approval: ApprovalView;
  /** The text on the screen is the one that would be approved. */
  isRead: boolean;
  acts: ReturnType<typeof useActionActs>;
  writing: Writing;
  setWriting: (writing: Writing | null) => void;
  /** The guidance that the approver has read; undefined where it is not read yet. */
  seen: string | undefined;
};

/** Corrects a reply, changes and approves it, or sends it back with a word. */
export function ApprovalForm({ approval, isRead, acts, writing, setWriting, seen }: Props) {
  const t = useTranslations('approval');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  // The field goes: what has the focus then is the message.
  const done = () => {
    field.current?.closest('article')?.focus();
    setWriting(null);
  };
  const { text } = writing;
  const read = seen === undefined ? {} : { seenGuidance: seen };
  const submit = () => {
    if (writing.what === 'word') acts.sendBack(text, done);
    else if (approval.isOwn) acts.edit({ text, ...read }, done);
    else acts.approve({ digest: approval.digest, text, ...read }, done);
  };
  const label = writing.what === 'word' ? 'sendBack' : approval.isOwn ? 'submit' : 'editAndApprove';
  return (
    <div className="mt-2 flex flex-col gap-2 text-ink">
      <Field label={t(writing.what)}>
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            dir="auto"
            rows={writing.what === 'text' ? 4 : 2}
            {...(writing.what === 'word' ? { maxLength: WORD_LIMIT } : {})}
            value={text}
            onChange={(event) => setWriting({ ...writing, text: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" isBusy={acts.isBusy} disabled={label === 'editAndApprove' && !isRead} onClick={submit}>
          {t(label)}
        </Button>
        <Button size="small" look="ghost" onClick={done}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
