'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { NetworkView } from '#lib/channels/types.ts';

/** Says that the network's app is not set up, with a link to do it. */
export function AppNotice({ network: { network, name } }: { network: NetworkView }) {
  const t = useTranslations('connect');
  const { slug } = useWorkspace();
  return (
    <Notice
      tone="warn"
      action={
        <Link
          href={`/w/${slug}/settings/networks#${network}`}
          className="shrink-0 font-medium underline underline-offset-2"
        >
          {t('setUp')}
        </Link>
      }
    >
      {t('notReadyText', { network: name })}
    </Notice>
  );
}
