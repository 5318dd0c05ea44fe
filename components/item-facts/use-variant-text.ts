'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** A message's variant in words; null for none, or for one that this version does not know. */
export function useVariantText(): (variant: string | null) => string | null {
  const t = useTranslations('queue');
  return useCallback((variant) => variantText(t, variant), [t]);
}

export function variantText(t: ReturnType<typeof useTranslations<'queue'>>, variant: string | null): string | null {
  if (variant === null) return null;
  const key = `variant.${variant}` as Parameters<typeof t>[0]; // checked by `has` on the next line
  return t.has(key) ? t(key) : null;
}
