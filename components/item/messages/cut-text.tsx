'use client';
import { useFormatter, useTranslations } from 'next-intl';

/** Says that a text was longer when it came, and how long. */
export function CutText({ message }: { message: { text: string | null; cutFrom?: number | null } }) {
  const t = useTranslations('item');
  const format = useFormatter();
  if (!message.cutFrom || message.text === null) return null;
  return <p className="mt-1 text-xs text-muted">{t('cutFrom', { count: format.number(message.cutFrom) })}</p>;
}
