'use client';
import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '#components/ui/icon.tsx';
import type { MemberRef } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

/** By whom the draft was begun, if a colleague handed it over. */
export function HandedLine({ by }: { by: MemberRef | null }) {
  const t = useTranslations('composer.drafts');
  if (!by) return null;
  return (
    <p className="flex items-center gap-1.5 px-4 pt-1 text-xs font-medium text-accent-ink">
      <Icon of={Send} size={12} />
      {t('handed', { name: isolated(plainLine(by.name)) })}
    </p>
  );
}
