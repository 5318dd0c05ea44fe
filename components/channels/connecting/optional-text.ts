import type { useTranslations } from 'next-intl';

type Translate = ReturnType<typeof useTranslations<'connect'>>;

/** A text whose key comes from a connector; undefined if the catalogue has none. */
export function optionalText(t: Translate, name: string): string | undefined {
  const key = name as Parameters<Translate>[0]; // asked for with `has` before it is used
  return t.has(key) ? t(key) : undefined;
}
