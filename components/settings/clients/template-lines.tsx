'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteTemplateAction, saveTemplateAction } from '#app/actions/clients.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import {
  TEMPLATE_NAME_LIMIT,
  type TemplateCounts,
  templateParts,
  type TemplatePreview,
  type TemplateView,
} from '#lib/clients/types.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';

type Props = { workspace: string; templates: readonly TemplateView[] };

/** The organization's templates. */
export function TemplateLines({ workspace, templates }: Props) {
  const t = useTranslations('clients.templates');
  const format = useFormatter();
  const sumOf = useSum();
  const { act, isBusy, error } = useAct();
  const [deleted, setDeleted] = useState<TemplateView | null>(null);
  if (templates.length === 0) return <EmptyLine>{t('empty')}</EmptyLine>;
  return (
    <>
      <Lines label={t('list')}>
        {templates.map((template) => (
          <Line
            key={template.id}
            title={<span className="font-medium">{template.name}</span>}
            detail={`${sumOf(template.counts)} · ${t('updated', {
              date: format.dateTime(new Date(template.updatedAt), { dateStyle: 'medium' }),
            })}`}
          >
            <Button
              size="small"
              look="ghost"
              aria-label={t('deleteNamed', { name: template.name })}
              onClick={() => setDeleted(template)}
            >
              {t('delete')}
            </Button>
          </Line>
        ))}
      </Lines>
      <Confirm
        isOpen={deleted !== null}
        onOpenChange={() => setDeleted(null)}
        title={t('deleteTitle', { name: deleted?.name ?? '' })}
        text={t('deleteText')}
        action={t('delete')}
        isBusy={isBusy}
        error={error}
        onConfirm={() =>
          deleted &&
          act(
            () => deleteTemplateAction(workspace, { templateId: deleted.id }),
            () => setDeleted(null),
          )
        }
      />
    </>
  );
}

/** Makes a template of this workspace, and says before what it will have and what it leaves out. */
export function TemplateForm({ workspace, preview }: { workspace: string; preview: TemplatePreview }) {
  const t = useTranslations('clients.templates');
  const format = useFormatter();
  const sumOf = useSum();
  const [name, setName] = useState('');
  const [isMade, setMade] = useState(false);
  const { act, isBusy, error } = useAct();
  const { counts, leftOut, leftOutCount } = preview;
  const more = leftOutCount - leftOut.length;
  const listed = format.list(leftOut.map(({ name: one }) => `“${one}”`));
  const names = more > 0 ? t('leftOutMore', { names: listed, more }) : listed;
  return (
    <form
      className="flex max-w-120 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setMade(false);
        act(
          () => saveTemplateAction(workspace, { name }),
          () => setMade(true),
        );
      }}
    >
      <Field label={t('name')} hint={t('nameHint')} error={error}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={TEMPLATE_NAME_LIMIT}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <p className="text-sm text-soft">{t('has', { parts: sumOf(counts) })}</p>
      {leftOutCount > 0 ? (
        <Notice tone="warn" className="wrap-anywhere">
          {t('leftOut', { count: leftOutCount, names })}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" isBusy={isBusy}>
          {t('make')}
        </Button>
        <output className="text-sm text-muted">{isMade ? t('made') : ''}</output>
      </div>
    </form>
  );
}

/** "12 tags, 8 saved replies": the parts that there are. */
function useSum(): (counts: TemplateCounts) => string {
  const t = useTranslations('clients');
  const format = useFormatter();
  return (counts) => {
    const there = templateParts.filter((part) => counts[part] > 0);
    if (there.length === 0) return t('templates.nothing');
    return format.list(
      there.map((part) => t(`parts.${part}`, { count: counts[part] })),
      { type: 'unit' },
    );
  };
}
