'use client';
import { Check, Circle, ListChecks, UserX, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import type { PartView } from '#lib/items/parts/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { RequestLines } from './request-lines.tsx';

/** Who has which part in an open item, and what a colleague asks. Nothing where one person, or nobody, has it. */
export function PeopleBar({ row }: { row: ItemRow }) {
  const t = useTranslations('team.people');
  const hasParts = row.contributors.length > 0 || row.approver !== null;
  const isLapsed = row.owner === null && row.lapsedOwner !== null && row.status === 'open';
  if (!hasParts && !isLapsed && !row.team && row.requests.length === 0 && !row.needsAll) return null;
  return (
    <section aria-label={t('label')} className="flex shrink-0 flex-col gap-1.5 border-b border-line px-4 py-2 text-sm">
      {isLapsed && row.lapsedOwner ? (
        <p className="flex items-center gap-1.5 font-medium text-warn">
          <Icon of={UserX} size={14} className="shrink-0" />
          {t('lapsed', { name: nameOf(row.lapsedOwner) })}
        </p>
      ) : null}
      {hasParts || row.team || row.needsAll ? <Parts row={row} /> : null}
      <RequestLines row={row} />
    </section>
  );
}

const nameOf = ({ name }: { name: string }) => isolated(plainLine(name));

function Parts({ row }: { row: ItemRow }) {
  const t = useTranslations('team.people');
  const { me } = useWorkspace();
  // Whoever takes over what they contributed to is both: shown once, as the owner.
  const contributors = row.contributors.filter(({ id }) => id !== row.owner?.id);
  const approver = row.approver?.id === row.owner?.id ? null : row.approver;
  const hasOthers = contributors.length > 0 || approver !== null;
  const owner: PartView | null = row.owner && { ...row.owner, doneAt: row.ownerDoneAt };
  const mine = [owner, ...row.contributors, row.approver].filter((part) => part?.id === me.memberId);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {row.team ? (
        <Fact icon={<Icon of={UsersRound} size={14} />}>{t('team', { name: isolated(plainLine(row.team.name)) })}</Fact>
      ) : null}
      {owner && hasOthers ? <PartFact part={owner} label={t('owner', { name: nameOf(owner) })} /> : null}
      {contributors.map((part) => (
        <PartFact key={part.id} part={part} label={nameOf(part)} />
      ))}
      {approver ? <PartFact part={approver} label={t('approver', { name: nameOf(approver) })} /> : null}
      {row.needsAll ? <Fact icon={<Icon of={ListChecks} size={14} />}>{t('closeAll')}</Fact> : null}
      {hasOthers && mine.length > 0 ? <MyPart row={row} isDone={mine.every((part) => part?.doneAt)} /> : null}
    </div>
  );
}

function PartFact({ part, label }: { part: PartView; label: string }) {
  const t = useTranslations('team.people');
  const isDone = part.doneAt !== null;
  const words = t(isDone ? 'done' : 'open', { name: label });
  return (
    <span data-tip={words} className="inline-flex items-center gap-1 text-soft">
      <Icon of={isDone ? Check : Circle} size={14} className={isDone ? 'text-ok' : 'text-muted'} />
      <span aria-hidden dir="auto">
        {label}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 text-muted">
      {icon}
      {children}
    </span>
  );
}

/** "My part is done", and back. */
function MyPart({ row, isDone }: { row: ItemRow; isDone: boolean }) {
  const t = useTranslations('team.people');
  const { me } = useWorkspace();
  const acts = useActs();
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <Button
      size="small"
      className="ml-auto"
      data-tip-keys={keys('finishPart')}
      aria-keyshortcuts={ariaKeys('finishPart')}
      onClick={() => void (isDone ? acts.reopenPart([row.id], me.memberId) : acts.finishPart([row.id]))}
    >
      {isDone ? t('reopen') : t('finish')}
    </Button>
  );
}
