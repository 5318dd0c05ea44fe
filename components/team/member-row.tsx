'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { MemberWork } from '#lib/items/team/types.ts';
import { plainLine } from '#lib/plain-text.ts';
import { useAbsenceText } from './use-absence-text.ts';
import { teamColumns } from './columns.ts';
import { MemberItems } from './member-items.tsx';

type Props = { member: MemberWork; others: readonly MemberWork[]; isOpen: boolean; onToggle: () => void };

/** What a member has on their hands; unfolded, the items themselves. */
export function MemberRow({ member, others, isOpen, onToggle }: Props) {
  const roleName = useTranslations('common.roles');
  const id = useId();
  return (
    <tbody>
      <tr className={cx('border-b border-line', isOpen && 'bg-sunken')}>
        <th scope="row" className="w-full py-0 text-left font-normal">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={onToggle}
            className="flex min-h-11 w-full items-center gap-2.5 rounded-control -outline-offset-2 hover:bg-hover"
          >
            <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} className="shrink-0 text-muted" />
            <Avatar name={member.name} size={24} />
            <span dir="auto" className="min-w-0 truncate font-medium">
              {plainLine(member.name)}
            </span>
            <span className="text-xs text-muted max-phone:hidden">{roleName(member.role)}</span>
            <Whereabouts member={member} />
          </button>
        </th>
        {teamColumns.map((column) => (
          <td key={column.name} className={cx('pl-4 text-right', column.isRare && 'max-phone:hidden')}>
            <Cell member={member} column={column.name} />
          </td>
        ))}
      </tr>
      {isOpen ? (
        <tr className="border-b border-line bg-sunken">
          <td colSpan={teamColumns.length + 1} id={id} className="pb-3 pl-6 max-phone:pl-0">
            <MemberItems member={member} others={others} />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

/** Whether they are at work: what they set says more than an open browser. */
function Whereabouts({ member: { isHere, absence } }: { member: MemberWork }) {
  const t = useTranslations('team');
  const absenceText = useAbsenceText();
  if (absence) return <Badge>{absenceText(absence)}</Badge>;
  return isHere ? <Badge tone="ok">{t('here')}</Badge> : null;
}

function Cell({ member, column }: { member: MemberWork; column: (typeof teamColumns)[number]['name'] }) {
  if (column === 'since') {
    return member.oldestHeldSince ? (
      <Timestamp at={member.oldestHeldSince} className="text-muted" />
    ) : (
      <Nothing text="–" />
    );
  }
  if (column === 'promises') return <Promises member={member} />;
  const count = member[column];
  if (count === 0) return <Nothing />;
  const tone = column === 'late' ? 'font-medium text-bad' : column === 'expiring' ? 'font-medium text-warn' : '';
  return <span className={tone}>{count}</span>;
}

/** What they owe, and how much of it is late, in words too. */
function Promises({ member: { promises, latePromises } }: { member: MemberWork }) {
  const t = useTranslations('team');
  if (promises === 0) return <Nothing />;
  return (
    <>
      {promises}
      {latePromises > 0 ? (
        <span className="font-medium text-bad"> · {t('latePromises', { count: latePromises })}</span>
      ) : null}
    </>
  );
}

function Nothing({ text = '0' }: { text?: string }) {
  return <span className="text-muted">{text}</span>;
}
