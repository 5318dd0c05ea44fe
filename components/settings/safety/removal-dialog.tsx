'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { previewRemovalAction, removeMemberAction } from '#app/actions/settings.ts';
import type { Failure, Outcome } from '#app/actions/outcome.ts';
import { useFailureText } from '#components/account/use-failure-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { Holdings } from '#lib/workspaces/people/types.ts';
import type { MemberView } from '#lib/workspaces/types.ts';
import { useAct } from '../use-act.ts';

export type Successor = { id: string; name: string; isClient: boolean };

type Props = {
  workspace: { slug: string; name: string };
  member: MemberView;
  /** The colleagues; clients cannot take over. */
  successors: Successor[];
  onClose: () => void;
  onRemoved: () => void;
};

/** The team takes the items. */
const TEAM = 'team';
const UNREACHABLE: Outcome<Holdings> = { ok: false, failure: { code: 'unreachable', values: {} } };

/** Says what a member holds, asks who takes it over, and removes the member: a colleague, or the admin who leaves. */
export function RemovalDialog({ workspace, member, successors, onClose, onRemoved }: Props) {
  const t = useTranslations('safety.removal');
  const members = useTranslations('settings.members');
  const common = useTranslations('common');
  const [holdings, setHoldings] = useState<Holdings | null>(null);
  const [successor, setSuccessor] = useState<string>(TEAM);
  const removal = useAct();
  const { slug } = workspace;
  const { id: memberId, name, isYou } = member;
  const failureText = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const successorId = successor === TEAM ? null : successor;
  useEffect(() => {
    let isWanted = true;
    const counted = previewRemovalAction(slug, { memberId, successorId }).catch(() => UNREACHABLE);
    void counted.then((outcome) => {
      if (!isWanted) return;
      setHoldings(outcome.ok ? outcome.value : null);
      setFailure(outcome.ok ? null : outcome.failure);
    });
    return () => {
      isWanted = false;
    };
  }, [slug, memberId, successorId]);
  const names = { name, workspace: workspace.name };
  const successorName = successors.find(({ id }) => id === successor)?.name ?? null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={isYou ? members('leaveTitle', names) : members('removeTitle', names)}
      description={isYou ? t('ownText', names) : t('text', names)}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            look="danger"
            isBusy={removal.isBusy || holdings === null}
            onClick={() => removal.act(() => removeMemberAction(slug, { memberId, successorId }), onRemoved)}
          >
            {isYou ? members('leave') : members('remove')}
          </Button>
        </>
      }
    >
      <div className="flex min-h-40 flex-col gap-4">
        {successors.length > 0 ? (
          <Field label={t('successor')} hint={t('successorHint')}>
            {(control) => (
              <Select
                {...control}
                value={successor}
                onChange={(next) => {
                  setHoldings(null);
                  setSuccessor(next);
                }}
                options={[
                  { value: TEAM, label: t('team') },
                  ...successors.map(({ id, name: label, isClient }) => ({
                    value: id,
                    label: isClient ? t('noClient', { name: label }) : label,
                    disabled: isClient,
                  })),
                ]}
              />
            )}
          </Field>
        ) : null}
        {holdings ? (
          <HoldingLines holdings={holdings} successor={successorName} name={name} />
        ) : (
          <p role="status">{failure === null ? t('counting') : null}</p>
        )}
        {failure === null ? null : <Notice tone="bad">{failureText(failure)}</Notice>}
        {removal.error ? <Notice tone="bad">{removal.error}</Notice> : null}
      </div>
    </Dialog>
  );
}

type LinesProps = { holdings: Holdings; successor: string | null; name: string };

/** One sentence for each kind of thing that the member holds. */
function HoldingLines({ holdings, successor, name }: LinesProps) {
  const t = useTranslations('safety.removal');
  const { items, snoozedItems, lostItems, parts, approvals, lostParts, teams } = holdings;
  const { promises, privateViews, apiKeys, runningActions } = holdings;
  const to = successor ?? '';
  const who = successor === null ? 'team' : 'person';
  const lines = [
    items > 0 ? t(`items.${who}`, { count: items, snoozed: snoozedItems, to }) : null,
    lostItems > 0 ? t('lostItems', { count: lostItems, to }) : null,
    parts > 0 ? t(`parts.${who}`, { count: parts, to }) : null,
    approvals > 0 ? t('approvals', { count: approvals }) : null,
    lostParts > 0 ? t('lostParts', { count: lostParts, to }) : null,
    promises > 0 ? t('promises', { count: promises }) : null,
    teams > 0 ? t('teams', { count: teams, name }) : null,
    privateViews > 0 ? t(`views.${who}`, { count: privateViews, to, name }) : null,
    apiKeys > 0 ? t('apiKeys', { count: apiKeys }) : null,
    runningActions > 0 ? t('actions', { count: runningActions }) : null,
  ].filter((line) => line !== null);
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-soft" aria-label={t('holds', { name })}>
      {lines.length === 0 ? <li>{t('nothing', { name })}</li> : null}
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
