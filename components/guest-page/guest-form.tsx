'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { freshForm, type FormState } from '#app/actions/form-state.ts';
import { answerAsGuestAction } from '#app/actions/guest.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ANSWER_LIMIT, type GuestContent } from '#lib/guests/types.ts';
import { WORD_LIMIT } from '#lib/outbox/approval/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Props = { content: GuestContent; brand: string; token: string };

/** The answer of a guest: approve, send back with a word, or a text. It also works before the page's scripts have loaded. */
export function GuestForm({ content, brand, token }: Props) {
  const t = useTranslations('guests.page');
  const format = useFormatter();
  const [state, submit, isPending] = useActionState(answerAsGuestAction, freshForm);
  const problem = useProblem(state);
  const { reply, expiresAt } = content;
  const until = format.dateTime(new Date(expiresAt), { dateStyle: 'long', timeStyle: 'short' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="token" value={token} />
      {problem === null ? null : <Notice tone="bad">{problem}</Notice>}
      {reply ? (
        // What was typed stays when the reply has changed meanwhile.
        <Decision digest={reply.digest} isPending={isPending} given={state.given['word'] ?? ''} />
      ) : (
        <>
          <Field label={t('answer')} hint={t('answerHint', { brand: isolated(plainLine(brand)) })}>
            {(control) => (
              <Textarea
                {...control}
                name="word"
                required
                dir="auto"
                rows={5}
                maxLength={ANSWER_LIMIT}
                defaultValue={state.given['word'] ?? ''}
              />
            )}
          </Field>
          <Button type="submit" name="answer" value="noted" look="primary" isBusy={isPending} className="min-h-11">
            {t('answerSubmit')}
          </Button>
        </>
      )}
      <p className="text-xs text-muted" suppressHydrationWarning>
        {t('validUntil', { at: until })}
      </p>
    </form>
  );
}

function Decision({ digest, isPending, given }: { digest: string; isPending: boolean; given: string }) {
  const t = useTranslations('guests.page');
  const [isWriting, setWriting] = useState(given !== '');
  return (
    <>
      <input type="hidden" name="digest" value={digest} />
      {isWriting ? (
        <>
          <Field label={t('word')}>
            {(control) => (
              <Textarea {...control} name="word" dir="auto" rows={3} maxLength={WORD_LIMIT} defaultValue={given} />
            )}
          </Field>
          <div className="flex flex-wrap gap-2 *:min-h-11 *:flex-1">
            <Button look="ghost" onClick={() => setWriting(false)}>
              {t('cancel')}
            </Button>
            <Button type="submit" name="answer" value="sent_back" look="primary" isBusy={isPending}>
              {t('wordSubmit')}
            </Button>
          </div>
        </>
      ) : (
        <div className="sticky bottom-0 flex gap-2 bg-page py-2 *:min-h-11 *:flex-1">
          <Button onClick={() => setWriting(true)}>{t('sendBack')}</Button>
          <Button type="submit" name="answer" value="approved" look="primary" isBusy={isPending}>
            {t('approve')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What kept the answer from being taken. A link that is closed meanwhile has its sentence on the page itself. */
function useProblem({ failure }: FormState): string | null {
  const t = useTranslations('guests.page');
  const text =
    failure === null
      ? null
      : failure.code === 'reply_changed'
        ? t('changed')
        : failure.code === 'guidance_changed'
          ? t('teamLooks')
          : failure.code === 'text_empty'
            ? t('empty')
            : failure.code === 'throttled'
              ? t('throttled')
              : t('failed');
  useAnnounced(text);
  return text;
}
