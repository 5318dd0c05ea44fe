'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import { CellMark } from './cell-mark.tsx';
import type { MatrixNetwork } from './matrix.ts';
import { MatrixTable } from './matrix-table.tsx';

const legend = ['offered', 'conditional', 'absent'] as const;

/** All networks: how each kind of item is read, what can be done to it, and on which conditions. */
export function MatrixPage({ networks }: { networks: readonly MatrixNetwork[] }) {
  const t = useTranslations('networks');
  const { slug, can } = useWorkspace();
  const connect = can('connectChannel') ? (
    <Link href={`/w/${slug}/channels/connect`} className={buttonClass()}>
      <Icon of={Plus} />
      {t('connect')}
    </Link>
  ) : null;
  return (
    <Page isWide isFilled title={t('title')} intro={t('intro')} actions={connect}>
      <ul aria-label={t('legend')} className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
        {legend.map((is) => (
          <li key={is} className="flex items-center gap-1.5">
            <CellMark is={is} />
            {t(`cells.${is}`)}
          </li>
        ))}
      </ul>
      <MatrixTable networks={networks} />
    </Page>
  );
}
