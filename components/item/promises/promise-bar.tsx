'use client';
import { Handshake } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { usePromiseActs, usePromises } from '#components/inbox-state/items/use-promises.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { PromiseView } from '#lib/items/promises/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { WithdrawForm } from './withdraw-form.tsx';

/** What is owed on the item, by when and by whom. Nothing where nothing was promised. */
export function PromiseBar({ row, content }: { row: ItemRow; content: ItemContent | undefined }) {
  const t = useTranslations('promises');
  const promises = usePromises(row, content);
  if (promises.length === 0) return null;
  return (
    <section
      aria-label={t('label')}
      className="max-h-40 shrink-0 overflow-y-auto border-b border-line px-4 py-1.5 text-sm"
    >
      <ul className="flex flex-col gap-1.5">
        {promises.map((promise) => (
          <PromiseLine key={promise.id} promise={promise} />
        ))}
      </ul>
    </section>
  );
}

function PromiseLine({ promise }: { promise: PromiseView }) {
  const t = useTranslations('promises');
  const { can } = useWorkspace();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const acts = usePromiseActs();
  const isOpen = promise.state === 'open';
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <PromiseFacts promise={promise} />
      {can('resolveItem') ? (
        <span className="ml-auto flex flex-wrap gap-1">
          {isOpen ? (
            <Button
              size="small"
              aria-label={t('keepLabel', { text: isolated(plainLine(promise.text)) })}
              onClick={() => void acts.keep(promise.id)}
            >
              {t('keep')}
            </Button>
          ) : null}
          <MoveButton promise={promise} />
          {isOpen ? (
            <Button size="small" aria-expanded={isWithdrawing} onClick={() => setWithdrawing(!isWithdrawing)}>
              {t('withdraw')}
            </Button>
          ) : null}
        </span>
      ) : null}
      {isWithdrawing ? (
        <WithdrawForm
          onCancel={() => setWithdrawing(false)}
          onWithdraw={async (reason) => {
            if (await acts.withdraw(promise.id, reason)) setWithdrawing(false);
          }}
        />
      ) : null}
    </li>
  );
}

function PromiseFacts({ promise: { state, dueAt, text, owedBy, keptByActionId } }: { promise: PromiseView }) {
  const t = useTranslations('promises');
  const format = useFormatter();
  const isLate = Date.parse(dueAt) <= useNow() && state === 'open';
  const at = format.dateTime(new Date(dueAt), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (
    <span className="flex min-w-0 flex-1 basis-64 items-start gap-1.5">
      <Icon of={Handshake} size={14} className={cx('mt-0.5 shrink-0', isLate ? 'text-bad' : 'text-muted')} />
      <span className="min-w-0 wrap-anywhere">
        <span suppressHydrationWarning className={cx('font-medium', isLate && 'text-bad')}>
          {t(state === 'pending' ? 'pending' : isLate ? 'late' : 'due', { at })}
        </span>
        <span className="text-muted">
          {' · '}
          {owedBy ? t('by', { name: isolated(plainLine(owedBy.name)) }) : t('byNobody')}
          {keptByActionId === null || state !== 'open' ? null : ` · ${t('keptSoon')}`}
        </span>
        {text === '' ? (
          <span className="ml-1 text-muted italic">{t('wordsErased')}</span>
        ) : (
          <q dir="auto" className="ml-1 text-soft">
            {plainLine(text)}
          </q>
        )}
      </span>
    </span>
  );
}

function MoveButton({ promise }: { promise: PromiseView }) {
  const t = useTranslations('promises');
  const { screen } = useInbox();
  const acts = usePromiseActs();
  const move = () =>
    screen.set({
      dialog: {
        kind: 'promise',
        itemIds: [],
        schedule: { latest: null, onChoose: (at) => void acts.move(promise.id, at) },
      },
    });
  return (
    <Button size="small" onClick={move}>
      {t('move')}
    </Button>
  );
}
