'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { Switch } from '#components/ui/switch.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

/**
 * Whether a note is for the whole case, if nobody has said so. Not on a confidential item: what is written there would be read
 * on the others.
 */
export function isForCase(row: Pick<ItemRow, 'case' | 'confidentialTo'> | undefined, chosen: boolean | null): boolean {
  if (!row?.case) return false;
  return chosen ?? row.confidentialTo === null;
}

/** Of an item in a case: whether the note is for the whole case, and who reads it then. */
export function CaseLine({ row }: { row: ItemRow }) {
  const t = useTranslations('cases');
  const { screen } = useInbox();
  const chosen = useStateStore(screen, (state) => state.noteForCase);
  if (!row.case) return null;
  const isOn = isForCase(row, chosen);
  const label = t('noteFor', { title: isolated(plainLine(row.case.title)) });
  return (
    <div className="flex items-center gap-2 px-4 pt-1 text-xs text-paper-ink touch:min-h-11">
      <span className="min-w-0 flex-1">{t(isOn ? 'noteForHint' : 'noteHere')}</span>
      <Switch isOn={isOn} onChange={(noteForCase) => screen.set({ noteForCase })} label={label} />
    </div>
  );
}
