'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { useCommands } from '#components/keys/use-keys.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { NotificationView } from '#lib/notifications/types.ts';
import { NotificationLink, type NotificationPlace } from './notification-link.tsx';

type Props<Row> = { rows: readonly Row[]; placeOf: (row: Row) => NotificationPlace; onRead: (row: Row) => void };

/** One stop for Tab; the arrows, `j` and `k` move in it, Enter opens. */
export function NotificationRows<Row extends NotificationView>({ rows, placeOf, onRead }: Props<Row>) {
  const t = useTranslations('notifications');
  const list = useRef<HTMLUListElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const found = rows.findIndex(({ id }) => id === currentId);
  const index = Math.max(0, found);
  const move = (to: number) => {
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (row) list.current?.querySelector<HTMLElement>(`[data-notification="${row.id}"]`)?.focus();
  };
  // Before any row was visited, the first step leads to the first row.
  const step = (by: number) => move(found === -1 ? 0 : index + by);
  useCommands({ next: () => step(1), previous: () => step(-1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    // The rows take the focus; the list only listens for the arrows.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul ref={list} aria-label={t('list')} onKeyDown={onKeyDown} className="divide-y divide-line border-y border-line">
      {rows.map((row, at) => (
        <li
          key={row.id}
          style={voiceOf(placeOf(row))}
          className={cx(
            'group/row relative flex items-center hover:bg-hover has-[a:focus-visible]:chosen',
            row.readAt === null && 'font-medium',
          )}
        >
          {placeOf(row).brand ? (
            <span
              aria-hidden
              className="absolute inset-y-1.5 left-0 z-1 w-0.75 rounded-r-full bg-voice-fill forced-colors:bg-[CanvasText]"
            />
          ) : null}
          <NotificationLink
            row={row}
            place={placeOf(row)}
            isTabStop={at === index}
            onFocus={() => setCurrentId(row.id)}
            onOpen={() => {
              if (row.readAt === null) onRead(row);
            }}
          />
          {row.readAt === null ? (
            <IconButton
              size="small"
              tabIndex={at === index ? 0 : -1}
              className="mr-1 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 coarse:opacity-100"
              label={t('readOne')}
              icon={<Icon of={Check} size={14} />}
              onClick={() => onRead(row)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The brand's colour, for what is inside. */
function voiceOf({ brand }: NotificationPlace): CSSProperties | undefined {
  return brand && { ['--voice-hue' as string]: brand.hue };
}
