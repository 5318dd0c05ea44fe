'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { archiveWorkspaceAction, setEraseDateAction, takeBackWorkspaceAction } from '#app/actions/clients.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ArchiveView } from '#lib/clients/types.ts';
import { useAct } from '../use-act.ts';

const choices = ['never', '7', '14', '30', '90', '180', '365'] as const;
type Choice = (typeof choices)[number];

const daysOf = (choice: Choice) => (choice === 'never' ? null : Number(choice));

type Workspace = { slug: string; name: string };

/** Archives the workspace; or says until when the archived one can be read, and takes it back. */
export function ArchiveSection({ workspace, archive }: { workspace: Workspace; archive: ArchiveView | null }) {
  const t = useTranslations('clients.archive');
  const [isOpen, setOpen] = useState(false);
  if (archive) return <Archived workspace={workspace} archive={archive} />;
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('open')}</Button>
      {isOpen ? <ArchiveDialog workspace={workspace} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function ArchiveDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useTranslations('clients.archive');
  const common = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [typed, setTyped] = useState('');
  const [erase, setErase] = useState<Choice>('never');
  const [endsAccess, setEndsAccess] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const { slug, name } = workspace;
  const archive = () => {
    const isRight = typed.trim() === name.trim();
    setWrong(!isRight);
    if (!isRight) return;
    act(() => archiveWorkspaceAction(slug, { name: typed, eraseAfterDays: daysOf(erase), endsAccess }), onClose);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t('dialogTitle', { name })}
      description={t('dialogText')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={archive}>
            {t('archive')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          archive();
        }}
      >
        <EraseChoice label={t('erase')} value={erase} onChange={setErase} />
        <div className="flex items-start gap-3">
          <Switch label={t('endsAccess')} isOn={endsAccess} onChange={setEndsAccess} />
          <div className="flex flex-col gap-1">
            <span className="text-sm font-medium">{t('endsAccess')}</span>
            <p className="text-xs text-muted">{t('endsAccessHint')}</p>
          </div>
        </div>
        <Field label={t('confirm', { name })} error={isWrong ? t('confirmWrong') : null}>
          {(control) => (
            <Input
              {...control}
              required
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {error ? <Notice tone="bad">{error}</Notice> : null}
      </form>
    </Dialog>
  );
}

function Archived({ workspace: { slug }, archive }: { workspace: Workspace; archive: ArchiveView }) {
  const t = useTranslations('clients.archive');
  const format = useFormatter();
  const { act, isBusy, error } = useAct();
  const [erase, setErase] = useState<Choice>('never');
  const dateOf = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long' });
  const { archivedAt, archivedBy, eraseAt, isBeingErased } = archive;
  return (
    <div className="flex max-w-120 flex-col gap-4">
      <p className="text-sm">
        {archivedBy === null
          ? t('sinceDate', { date: dateOf(archivedAt) })
          : t('since', { by: archivedBy, date: dateOf(archivedAt) })}{' '}
        {eraseAt === null ? t('erasedNever') : t('erasedOn', { date: dateOf(eraseAt) })}
      </p>
      {isBeingErased ? (
        <Notice tone="warn">{t('beingErased')}</Notice>
      ) : (
        <>
          <form
            className="flex flex-wrap items-end gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              act(() => setEraseDateAction(slug, { eraseAfterDays: daysOf(erase) }));
            }}
          >
            <div className="min-w-0 flex-1 basis-52">
              <EraseChoice label={t('changeLabel')} value={erase} onChange={setErase} />
            </div>
            <Button type="submit" isBusy={isBusy}>
              {t('change')}
            </Button>
          </form>
          <div>
            <Button look="primary" isBusy={isBusy} onClick={() => act(() => takeBackWorkspaceAction(slug, {}))}>
              {t('takeBack')}
            </Button>
          </div>
        </>
      )}
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </div>
  );
}

type ChoiceProps = { label: string; value: Choice; onChange: (value: Choice) => void };

function EraseChoice({ label, value, onChange }: ChoiceProps) {
  const t = useTranslations('clients.archive');
  return (
    <Field label={label} hint={value === 'never' ? undefined : t('eraseHint')}>
      {({ id }) => (
        <Select
          id={id}
          value={value}
          onChange={onChange}
          options={choices.map((choice) => ({
            value: choice,
            label: choice === 'never' ? t('eraseNever') : t('eraseDays', { count: Number(choice) }),
          }))}
        />
      )}
    </Field>
  );
}
