'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { MemberWork } from '#lib/items/team/types.ts';
import { plainLine } from '#lib/plain-text.ts';

type Props = { itemIds: readonly string[]; others: readonly MemberWork[]; onMoved: () => void };

const NOBODY = 'nobody';

/** Gives the selected items to somebody else, or to nobody. `z` takes it back. */
export function MoveBar({ itemIds, others, onMoved }: Props) {
  const t = useTranslations('team');
  const acts = useActs();
  const [to, setTo] = useState<string>(others[0]?.id ?? NOBODY);
  const [isBusy, setBusy] = useState(false);
  const move = async () => {
    setBusy(true);
    const member = others.find(({ id }) => id === to);
    await acts.assign(itemIds, { owner: member ? { id: member.id, name: member.name } : null });
    setBusy(false);
    onMoved();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="min-w-28 text-muted">
        {t('selected', { count: itemIds.length })}
      </span>
      <div className="w-56 max-phone:w-full">
        <Select
          label={t('moveLabel')}
          value={to}
          onChange={setTo}
          options={[
            ...others.map(({ id, name, open }) => ({ value: id, label: `${plainLine(name)} · ${open}` })),
            { value: NOBODY, label: t('nobody') },
          ]}
        />
      </div>
      <Button size="small" look="primary" disabled={itemIds.length === 0} isBusy={isBusy} onClick={() => void move()}>
        {t('move')}
      </Button>
    </div>
  );
}
