'use client';
import { CalendarClock, Ellipsis, FolderMinus, FolderOpen, Pencil, Trash2, UserRound, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deadlineOf } from '#components/item-facts/deadline.ts';
import { useCaseActs } from '#components/inbox-state/acts/use-case-acts.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/overlays/menu.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { CaseView } from '#lib/items/cases/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { CaseDialog } from './case-dialog.tsx';
import { CaseItem } from './case-items.tsx';

type Props = { row: ItemRow; joined: CaseView };

/** A case: its title, who answers for it, what is due first, and its other items. */
export function CaseBody({ row, joined }: Props) {
  const t = useTranslations('cases');
  const { can } = useWorkspace();
  const acts = useCaseActs();
  const nameOf = useName();
  const others = joined.items.filter(({ id }) => id !== row.id);
  const mayWork = can('openCase');
  return (
    <>
      <div className="flex items-center gap-1">
        <BidiText
          className={cx('min-w-0 flex-1 truncate text-sm font-medium', joined.closedAt !== null && 'text-muted')}
        >
          {plainLine(joined.title)}
        </BidiText>
        {mayWork ? <CaseMenu row={row} joined={joined} /> : null}
      </div>
      <Facts joined={joined} />
      {others.length > 0 ? (
        <ul aria-label={t('items')} className="-mx-2 mt-1 flex flex-col">
          {others.map((item) => (
            <CaseItem key={item.id} item={item}>
              {mayWork ? (
                <IconButton
                  size="small"
                  label={t('takeOut', { name: isolated(plainLine(nameOf(item.contact.name))) })}
                  icon={<Icon of={X} size={14} />}
                  onClick={() => void acts.takeOut([item.id], joined)}
                />
              ) : null}
            </CaseItem>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** Whether it is closed, who has it, and which is sooner: its own deadline, or the window of one of its open items. */
function Facts({ joined }: { joined: CaseView }) {
  const t = useTranslations('cases');
  const span = useDurationText();
  const nameOf = useName();
  const now = useNow();
  const { owner, dueAt, closedAt } = joined;
  const windows = joined.items.flatMap((item) => {
    const at = item.status === 'open' ? (deadlineOf(item, now)?.at ?? null) : null;
    return at === null || Date.parse(at) <= now ? [] : [{ at, name: isolated(plainLine(nameOf(item.contact.name))) }];
  });
  const [window] = windows.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const isWindowSooner = window !== undefined && (dueAt === null || Date.parse(window.at) < Date.parse(dueAt));
  const leftMs = dueAt === null ? 0 : Date.parse(dueAt) - now;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
      {closedAt === null ? null : <span className="rounded-[3px] bg-pressed px-1 font-medium">{t('closed')}</span>}
      {owner ? (
        <span className="inline-flex min-w-0 items-center gap-1">
          <Icon of={UserRound} size={12} className="shrink-0" />
          <span className="truncate">{t('owner', { name: isolated(plainLine(owner.name)) })}</span>
        </span>
      ) : null}
      {closedAt === null && (isWindowSooner || dueAt !== null) ? (
        <span
          suppressHydrationWarning
          className={cx('inline-flex items-center gap-1', !isWindowSooner && leftMs <= 0 && 'font-medium text-bad')}
        >
          <Icon of={CalendarClock} size={12} className="shrink-0" />
          {isWindowSooner
            ? t('windowFirst', { name: window.name, span: span(Date.parse(window.at) - now) })
            : leftMs > 0
              ? t('due', { span: span(leftMs) })
              : t('overdue')}
        </span>
      ) : null}
    </div>
  );
}

function CaseMenu({ row, joined }: Props) {
  const t = useTranslations('cases');
  const acts = useCaseActs();
  const [isEditing, setEditing] = useState(false);
  const ids = joined.items.map(({ id }) => id);
  const isClosed = joined.closedAt !== null;
  return (
    <>
      <Menu align="end" trigger={<IconButton size="small" label={t('menu')} icon={<Icon of={Ellipsis} size={14} />} />}>
        {isClosed ? null : (
          <MenuItem icon={<Icon of={Pencil} />} onClick={() => setEditing(true)}>
            {t('edit')}
          </MenuItem>
        )}
        <MenuItem
          icon={<Icon of={isClosed ? FolderOpen : FolderMinus} />}
          onClick={() =>
            void acts.change(
              ids,
              (api) => (isClosed ? api.reopen(joined) : api.close(joined)),
              () => t(isClosed ? 'done.reopened' : 'done.closed', { title: isolated(joined.title) }),
            )
          }
        >
          {t(isClosed ? 'reopen' : 'close')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Icon of={X} />} onClick={() => void acts.takeOut([row.id], joined)}>
          {t('takeThisOut')}
        </MenuItem>
        <MenuItem icon={<Icon of={Trash2} />} onClick={() => void acts.dissolve(ids, joined)}>
          {t('dissolve')}
        </MenuItem>
      </Menu>
      {isEditing ? <CaseDialog joined={joined} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
