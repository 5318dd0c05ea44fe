'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteReplyFieldAction, saveReplyFieldAction } from '#app/actions/saved-replies.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { FIELD_VALUE_LIMIT, type ReplyFieldView } from '#lib/saved-replies/types.ts';
import { useAct } from '../use-act.ts';

const fresh = { name: '', fr: '', en: '' };

type Props = { workspace: string; fields: readonly ReplyFieldView[]; canManage: boolean };

/** The brand's own variables with their values, and a form that adds or changes one. */
export function ReplyFields({ workspace, fields, canManage }: Props) {
  const t = useTranslations('savedReplies.fields');
  const { act, isBusy, error } = useAct();
  const [given, setGiven] = useState(fresh);
  const input =
    (key: keyof typeof fresh, isRequired = false) =>
    (control: object) => (
      <Input
        {...control}
        required={isRequired}
        maxLength={key === 'name' ? 40 : FIELD_VALUE_LIMIT}
        value={given[key]}
        onChange={(event) => setGiven({ ...given, [key]: event.target.value })}
      />
    );
  return (
    <>
      {fields.length === 0 ? (
        <EmptyLine>{t('empty')}</EmptyLine>
      ) : (
        <Lines label={t('list')}>
          {fields.map(({ id, name, fr, en }) => (
            <Line key={id} title={<code>{`{{${name}}}`}</code>} detail={[fr, en].filter(Boolean).join(' · ')}>
              {canManage ? (
                <>
                  <Button size="small" aria-label={t('editNamed', { name })} onClick={() => setGiven({ name, fr, en })}>
                    {t('edit')}
                  </Button>
                  <Button
                    size="small"
                    look="ghost"
                    aria-label={t('deleteNamed', { name })}
                    onClick={() => act(() => deleteReplyFieldAction(workspace, { fieldId: id }))}
                  >
                    {t('delete')}
                  </Button>
                </>
              ) : null}
            </Line>
          ))}
        </Lines>
      )}
      {canManage ? (
        <form
          className="mt-2 grid items-start gap-3 md:grid-cols-3"
          onSubmit={(event) => {
            event.preventDefault();
            act(
              () => saveReplyFieldAction(workspace, given),
              () => setGiven(fresh),
            );
          }}
        >
          <Field label={t('name')} hint={t('nameHint')}>
            {input('name', true)}
          </Field>
          <Field label={t('fr')}>{input('fr')}</Field>
          <Field label={t('en')}>{input('en')}</Field>
          {error ? (
            <div className="md:col-span-3">
              <Notice tone="bad">{error}</Notice>
            </div>
          ) : null}
          <Button type="submit" isBusy={isBusy} className="justify-self-start">
            {t('add')}
          </Button>
        </form>
      ) : null}
    </>
  );
}
