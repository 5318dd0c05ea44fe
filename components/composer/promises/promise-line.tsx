'use client';
import { Handshake } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { announce } from '#components/ui/announcer/announce.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { localMoment } from './local-moment.ts';
import type { PromiseHandle } from './use-promise.ts';

/** What the reply promises: a quiet question while it is only understood, a mark once the member has said yes. */
export function PromiseLine({ promise }: { promise: PromiseHandle }) {
  const t = useTranslations('promises');
  const format = useFormatter();
  const keys = useShownKeys();
  const { marked, proposed } = promise;
  const dueAt = marked?.dueAt ?? proposed?.at;
  if (!dueAt) return null;
  const at = format.dateTime(dueAt, localMoment());
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 pt-1 text-xs text-muted">
      <span suppressHydrationWarning className="inline-flex items-center gap-1">
        <Icon of={Handshake} size={12} />
        <span className={marked ? 'font-medium text-ink' : undefined}>{t(marked ? 'marked' : 'found', { at })}</span>
      </span>
      {marked ? null : (
        <LineButton keys={keys('promise')} onClick={promise.accept}>
          {t('mark')}
        </LineButton>
      )}
      <LineButton onClick={promise.choose}>{t('change')}</LineButton>
      <LineButton
        onClick={() => {
          if (marked) announce(t('said.removed'));
          (marked ? promise.remove : promise.refuse)();
        }}
      >
        {t(marked ? 'remove' : 'ignore')}
      </LineButton>
    </div>
  );
}

function LineButton({ onClick, keys, children }: { onClick: () => void; keys?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      data-tip-keys={keys}
      // If the text lost the focus, the composer would fold under the pointer.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      className="min-h-6 font-medium text-accent-ink hover:underline touch:min-h-11"
    >
      {children}
    </button>
  );
}
