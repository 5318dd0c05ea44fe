'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { withdrawGuidanceAction } from '#app/actions/guidance.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import type { GuidanceView } from '#lib/guidance/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';
import { ChangeGuidance } from './change-guidance.tsx';

type Props = { workspace: string; guidance: GuidanceView };

/** One guidance: what it is about, what it says, from when until when, and what became of it. */
export function GuidanceItem({ workspace, guidance }: Props) {
  const t = useTranslations('guidance.settings');
  const { act, isBusy, error } = useAct();
  const [isAsking, setAsking] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const moment = useMoment();
  const { id, version, kind, fr, en, startsAt, endsAt, withdrawnAt } = guidance;
  const about = t(`about.${kind}`, { name: isolated(plainLine(guidance.about)) });
  const name = plainLine(fr || en, 60);
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
            <span className="font-medium text-ink">{about}</span>
            {fr === '' ? <Badge tone="warn">{t('noFr')}</Badge> : null}
            {en === '' ? <Badge tone="warn">{t('noEn')}</Badge> : null}
          </p>
          <p suppressHydrationWarning className="text-xs text-muted">
            {t('span', { from: moment(startsAt), until: endsAt ? moment(endsAt) : 'none' })}
            {withdrawnAt ? ` · ${t('withdrawnAt', { at: moment(withdrawnAt) })}` : ''}
          </p>
        </div>
        {withdrawnAt ? null : (
          <div className="flex flex-wrap items-center gap-2">
            <Button size="small" aria-label={t('editNamed', { name })} onClick={() => setChanging(!isChanging)}>
              {t('edit')}
            </Button>
            <Button size="small" look="ghost" aria-label={t('withdrawNamed', { name })} onClick={() => setAsking(true)}>
              {t('withdraw')}
            </Button>
            <Confirm
              isOpen={isAsking}
              onOpenChange={setAsking}
              title={t('withdrawTitle')}
              text={t('withdrawText')}
              action={t('withdraw')}
              isBusy={isBusy}
              error={error}
              onConfirm={() =>
                act(
                  () => withdrawGuidanceAction(workspace, { guidanceId: id, version }),
                  () => setAsking(false),
                )
              }
            />
          </div>
        )}
      </div>
      {isChanging ? (
        <ChangeGuidance workspace={workspace} guidance={guidance} onDone={() => setChanging(false)} />
      ) : (
        <div className="grid gap-x-6 gap-y-1 md:grid-cols-2">
          {fr === '' ? null : <Text language="fr" text={fr} />}
          {en === '' ? null : <Text language="en" text={en} />}
        </div>
      )}
      {guidance.history.length > 1 ? <History history={guidance.history} /> : null}
    </li>
  );
}

function Text({ language, text }: { language: 'fr' | 'en'; text: string }) {
  return (
    <p lang={language} dir="auto" className="text-sm wrap-anywhere whitespace-pre-wrap">
      {text}
    </p>
  );
}

function History({ history }: Pick<GuidanceView, 'history'>) {
  const t = useTranslations('guidance.settings');
  const moment = useMoment();
  return (
    <details className="text-xs text-muted">
      <summary className="relative touch-target w-fit cursor-pointer rounded-control hover:text-ink touch:min-h-8">
        {t('history', { count: history.length })}
      </summary>
      <ol className="mt-1 flex flex-col gap-1.5 border-l-2 border-line pl-3">
        {history.map(({ version, act, member, fr, en, at }) => (
          <li key={version}>
            <p suppressHydrationWarning>
              {t(`entry.${act}`, { member: member ? isolated(plainLine(member.name)) : 'nobody', at: moment(at) })}
            </p>
            <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-soft">
              {[fr, en].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Says a moment in the reader's zone, once the browser knows it. */
function useMoment(): (iso: string) => string {
  const format = useFormatter();
  const isHydrated = useIsHydrated();
  const timeZone = isHydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined;
  return (iso) =>
    format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short', ...(timeZone ? { timeZone } : {}) });
}
