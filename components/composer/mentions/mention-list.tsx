'use client';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { plainLine } from '#lib/plain-text.ts';
import type { MentionsHandle } from './use-mentions.ts';

/** Colleagues and teams above the text. Who may not see the item is shown with the reason. The focus stays in the text. */
export function MentionList({ mentions, className }: { mentions: MentionsHandle; className?: string }) {
  const t = useTranslations('composer.mentions');
  const { listId: id, found, active, take } = mentions;
  if (found.length === 0) return null;
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('label')}
      className={cx(
        'z-10 max-w-[calc(100%-1.5rem)] min-w-64 rounded-sheet bg-raised p-1 shadow-float',
        className ??
          'absolute bottom-full left-3 mb-1 short:static short:mx-3 short:mt-1 short:max-h-24 short:overflow-y-auto',
      )}
    >
      {found.map((one, index) => (
        <div
          key={one.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          aria-disabled={one.cannot !== null || undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            take(one);
          }}
          className={cx(
            'flex min-h-8 items-center gap-2.5 rounded-control px-2 py-1 text-sm touch:min-h-11',
            index === active && 'chosen',
            one.cannot !== null && 'text-muted',
          )}
        >
          {one.kind === 'team' ? (
            <Icon of={UsersRound} className="mx-0.5 shrink-0 text-muted" />
          ) : (
            <Avatar name={one.name} size={20} />
          )}
          <span dir="auto" className="min-w-0 truncate">
            {plainLine(one.name)}
          </span>
          {one.cannot === null ? null : <span className="ml-auto shrink-0 text-xs">{t(`cannot.${one.cannot}`)}</span>}
        </div>
      ))}
    </div>
  );
}
