'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { isolated } from '#lib/plain-text.ts';
import type { Finding } from '#lib/saved-replies/types.ts';

/** What a finding means, in a sentence with the words that matched. */
export function useFindingText(): (finding: Finding) => string {
  const t = useTranslations('savedReplies.rails');
  const format = useFormatter();
  const { name: brand } = useWorkspace();
  return useCallback(
    ({ kind, words }) => {
      const quoted = words.map((word) => isolated(kind === 'elsewhere' ? word : t('quoted', { word })));
      const list = format.list(quoted);
      if (kind !== 'address') return t(kind, { words: list, brand: isolated(brand) });
      const isVous = words.every((word) => /^t/iu.test(word));
      return t(isVous ? 'addressVous' : 'addressTu', { words: list });
    },
    [t, format, brand],
  );
}
