'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { Problem } from './problem.ts';
import { refusalValues } from './refusal-values.ts';

/** Turns a thrown error into a sentence for the member: the network's reason if there is one, else the refusal's. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('errors');
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof Problem)) return t('unexpected', { reference: '-' });
      const { code, values } = error;
      if (code === 'unreachable') return t('unreachable');
      const networkKey = `network.${String(values['reason'])}`;
      if (code.startsWith('network') && hasKey(t, networkKey)) return t(networkKey);
      const quotaKey = `quota.${String(values['quota'])}`;
      if (code.startsWith('quota') && hasKey(t, quotaKey)) return t(quotaKey, { limit: Number(values['limit']) });
      const key = `refusal.${code}`;
      if (hasKey(t, key)) return t(key, refusalValues(values));
      return t('unexpected', { reference: referenceOf(error) });
    },
    [t],
  );
}

type Translate = ReturnType<typeof useTranslations<'errors'>>;

function hasKey(t: Translate, key: string): key is Parameters<Translate>[0] {
  return t.has(key as Parameters<Translate>[0]);
}

/** The reference to find the error in the logs. */
function referenceOf({ values, status }: Problem): string {
  const found = [values['reference'], values['instance']].find((value) => typeof value === 'string' && value !== '-');
  return typeof found === 'string' ? found : String(status);
}
