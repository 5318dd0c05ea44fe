'use client';
import { HandHelping } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import type { RequestView } from '#lib/items/parts/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

/** What colleagues ask the holder, with the answer beside it; and one's own request. */
export function RequestLines({ row }: { row: ItemRow }) {
  const { me } = useWorkspace();
  if (row.requests.length === 0 || !row.owner) return null;
  const isHolder = row.owner.id === me.memberId;
  return (
    <ul className="flex flex-col gap-1.5">
      {row.requests.map((request, place) => (
        <li key={request.id} className="flex flex-wrap items-center gap-2">
          <Icon of={HandHelping} size={14} className="shrink-0 text-accent-ink" />
          <Said request={request} row={row} />
          {isHolder ? <Answer row={row} request={request} hasKey={place === 0} /> : null}
          {request.id === me.memberId ? <Withdraw row={row} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Said({ request, row }: { request: RequestView; row: ItemRow }) {
  const t = useTranslations('team.people');
  const { me } = useWorkspace();
  const name = isolated(plainLine(request.name));
  const words =
    request.id === me.memberId
      ? t('youAsked', { name: isolated(plainLine(row.owner?.name ?? '')) })
      : request.word
        ? t('asksWord', { name, word: isolated(plainLine(request.word, 280)) })
        : t('asks', { name });
  return <span className="min-w-0 flex-1 basis-40 wrap-anywhere">{words}</span>;
}

function Answer({ row, request, hasKey }: { row: ItemRow; request: RequestView; hasKey: boolean }) {
  const t = useTranslations('team.people');
  const acts = useActs();
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const key = hasKey ? { 'data-tip-keys': keys('handOver'), 'aria-keyshortcuts': ariaKeys('handOver') } : {};
  return (
    <span className="ml-auto flex gap-2">
      <Button size="small" look="ghost" onClick={() => void acts.endRequest([row.id], request.id)}>
        {t('keep')}
      </Button>
      <Button size="small" {...key} onClick={() => void acts.handOver([row.id], request, '')}>
        {t('handOver')}
      </Button>
    </span>
  );
}

function Withdraw({ row }: { row: ItemRow }) {
  const t = useTranslations('team.people');
  const { me } = useWorkspace();
  const acts = useActs();
  return (
    <Button size="small" look="ghost" onClick={() => void acts.endRequest([row.id], me.memberId)}>
      {t('withdraw')}
    </Button>
  );
}
