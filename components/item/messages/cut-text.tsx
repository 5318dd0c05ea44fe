'use client';
import { useFormatter, useTranslations } from 'next-intl';

/** Says that the text was longer when it arrived, and how long it was. */
export function CutText({ message }: { message: { text: string | null; cutFrom?: number | null } }) {
  const t = useTranslations('item');
  const format = useFormatter();
  if (!message.cutFrom || message.text === null) return null;
  return <p className="mt-1 text-xs text-muted">{t('cutFrom', { count: format.number(message.cutFrom) })}</p>;
}
