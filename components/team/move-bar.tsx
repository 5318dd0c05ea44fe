'use client';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useReceivers } from '#components/inbox-state/workspace/use-receivers.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { MemberWork } from '#lib/items/team/types.ts';
import { plainLine } from '#lib/plain-text.ts';
import { moveTarget, NOBODY, ownerAfterMove } from './move-target.ts';

type Props = { itemIds: readonly string[]; others: readonly MemberWork[]; onMoved: () => void };

/** Gives the selected items to somebody else, or to nobody. `z` takes it back. A refusal is shown and the selection stays. */
export function MoveBar({ itemIds, others, onMoved }: Props) {
  const t = useTranslations('team');
  const cannotReceive = useTranslations('asks.cannotReceive');
  const acts = useActs();
  const { items, screen } = useInbox();
  const { people } = useReceivers(itemIds);
  const hintId = useId();
  const [to, setTo] = useState<string>(others[0]?.id ?? NOBODY);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const target = moveTarget(to, others, people);
  const owner = ownerAfterMove(target);
  const hint =
    target.kind === 'gone'
      ? t('moveGone')
      : target.kind === 'member' && target.cannot
        ? cannotReceive(target.cannot)
        : null;
  const choose = (id: string) => {
    setTo(id);
    setFailure(null);
  };
  const move = async () => {
    if (owner === undefined) return;
    setBusy(true);
    setFailure(null);
    const isMoved = await acts.assign(itemIds, { owner });
    setBusy(false);
    if (isMoved) return onMoved();
    setFailure(itemIds.map(items.failure).find((reason) => reason !== undefined) ?? screen.get().notice);
    // This page has no line for notices: it would wait for the inbox.
    screen.set({ notice: null });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span role="status" className="min-w-28 text-muted">
          {t('selected', { count: itemIds.length })}
        </span>
        <div className="w-56 max-phone:w-full">
          <Select
            label={t('moveLabel')}
            value={target.kind === 'gone' ? '' : to}
            onChange={choose}
            aria-describedby={hint ? hintId : undefined}
            options={[
              ...others.map(({ id, name, open }) => {
                const cannot = people.find((one) => one.id === id)?.cannot ?? null;
                const detail = cannot ? cannotReceive(cannot) : open;
                return { value: id, label: `${plainLine(name)} · ${detail}`, disabled: cannot !== null };
              }),
              { value: NOBODY, label: t('nobody') },
            ]}
          />
        </div>
        <Button
          size="small"
          look="primary"
          disabled={itemIds.length === 0 || owner === undefined}
          isBusy={isBusy}
          onClick={() => void move()}
        >
          {t('move')}
        </Button>
        {hint ? (
          <span id={hintId} className="text-xs text-warn">
            {hint}
          </span>
        ) : null}
      </div>
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
    </div>
  );
}
