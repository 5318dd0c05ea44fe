'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** On a phone, the way to the page from the list that stands for the rail. */
export function SinceLeftMenuLine({ lineClass }: { lineClass: string }) {
  const t = useTranslations('sinceLeft');
  const { slug } = useWorkspace();
  return (
    <li>
      <Link href={`/w/${slug}/since-left`} className={lineClass}>
        <Icon of={History} className="text-muted" />
        <span className="flex-1">{t('title')}</span>
      </Link>
    </li>
  );
}
