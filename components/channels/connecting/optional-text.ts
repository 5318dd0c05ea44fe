import type { useTranslations } from 'next-intl';

type Translate = ReturnType<typeof useTranslations<'connect'>>;

/** A sentence whose key is made of a connector's word; undefined where the catalogues have none for it. */
export function optionalText(t: Translate, name: string): string | undefined {
  const key = name as Parameters<Translate>[0]; // asked for with `has` before it is used
  return t.has(key) ? t(key) : undefined;
}
