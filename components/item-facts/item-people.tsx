'use client';
import { useTranslations } from 'next-intl';
import { usePresent } from '#components/inbox-state/live/use-presence.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import type { Present } from '#components/inbox-state/live/presence-store.ts';
import type { ItemRow, MemberRef } from '#lib/items/types.ts';

/** An item's assignees, with a ring around those who look at it and dots while somebody writes. */
export function ItemPeople({ row, size = 18 }: { row: ItemRow; size?: number }) {
  const present = usePresent(row.id);
  // Whoever takes over what they contributed to is both.
  const parts = [...row.contributors, ...(row.approver ? [row.approver] : [])].filter(({ id }) => id !== row.owner?.id);
  const assignees = [...(row.owner ? [row.owner] : []), ...parts];
  const visitors = present.map(({ member }) => member).filter(({ id }) => !assignees.some((one) => one.id === id));
  const people = [...assignees, ...visitors];
  return people.length > 0 ? (
    <Faces people={people} assignees={assignees} present={present} owner={row.owner} size={size} />
  ) : null;
}

type FacesProps = {
  people: readonly MemberRef[];
  assignees: readonly MemberRef[];
  present: readonly Present[];
  owner: MemberRef | null;
  size: number;
};

function Faces({ people, assignees, present, owner, size }: FacesProps) {
  const t = useTranslations('queue');
  const isWriting = present.some((one) => one.isWriting);
  return (
    <span className="flex shrink-0 items-center gap-1">
      {isWriting ? (
        <WritingDots label={t('writing', { name: present.find((one) => one.isWriting)?.member.name ?? '' })} />
      ) : null}
      <span className="flex items-center">
        {people.slice(0, 3).map((member, index) => {
          const here = present.find((one) => one.member.id === member.id);
          const isIdle = Boolean(here?.isIdle);
          const looks = t(isIdle ? 'idle' : 'looking', { name: member.name });
          const isAssignee = index < assignees.length;
          const words = isAssignee ? t(index === 0 && owner ? 'owner' : 'contributor', { name: member.name }) : looks;
          return (
            <span
              key={member.id}
              data-tip={isAssignee && here ? `${words} · ${looks}` : words}
              className={cx(
                'relative rounded-full',
                index > 0 && '-ml-1',
                'outline-2',
                here
                  ? isIdle
                    ? 'outline-muted outline-dashed'
                    : 'outline-ok-fill'
                  : 'outline-page forced-colors:outline-0',
              )}
            >
              <Avatar name={member.name} size={size} />
              <span className="sr-only">{words}</span>
            </span>
          );
        })}
      </span>
    </span>
  );
}

export function WritingDots({ label }: { label: string }) {
  return (
    <span role="img" aria-label={label} data-tip={label} className="flex gap-0.5 text-ok">
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          className="size-1 animate-pulse rounded-full bg-current"
          style={{ animationDelay: `${dot * 180}ms` }}
        />
      ))}
    </span>
  );
}
