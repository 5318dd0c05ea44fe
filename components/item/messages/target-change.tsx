'use client';
import { useTranslations } from 'next-intl';
import { useItem } from '#components/inbox-state/items/use-item.ts';
import { Diff } from '#components/message-text/diff.tsx';
import { textSeenAt } from '#components/message-text/earlier-text.ts';
import type { ActionView } from '#lib/items/types.ts';

/** What the author has changed in the answered text since the reply was written. */
export function TargetChange({ action }: { action: ActionView }) {
  const t = useTranslations('item.state');
  const target = useItem(action.itemId).content?.messages.find(({ id }) => id === action.targetId);
  if (!target || target.text === null) return null;
  const before = textSeenAt(target, action.createdAt) ?? target.versions[0]?.text;
  return (
    <div className="w-full wrap-anywhere border-l-2 border-current/40 pl-2 whitespace-pre-wrap text-ink">
      <p className="text-xs text-bad">{t('answeredText')}</p>
      <p dir="auto" lang={target.language ?? ''}>
        <Diff before={before ?? target.text} after={target.text} />
      </p>
    </div>
  );
}
