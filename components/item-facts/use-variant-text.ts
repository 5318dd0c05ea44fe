'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What a message is beyond its kind, in words; null for nothing, or for what this version has no word for. */
export function useVariantText(): (variant: string | null) => string | null {
  const t = useTranslations('queue');
  return useCallback((variant) => variantText(t, variant), [t]);
}

export function variantText(t: ReturnType<typeof useTranslations<'queue'>>, variant: string | null): string | null {
  if (variant === null) return null;
  const key = `variant.${variant}` as Parameters<typeof t>[0]; // checked by `has` on this line's next
  return t.has(key) ? t(key) : null;
}
