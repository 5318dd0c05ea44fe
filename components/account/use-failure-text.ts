'use client';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { refusalValues } from '#components/api/refusal-values.ts';
import type { Failure } from '#app/actions/outcome.ts';
import { passwordFlaws } from '#lib/users/types.ts';

/** Turns the failure of an action into a sentence that says what to do. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations('account');
  const errors = useTranslations('errors');
  const format = useFormatter();
  const now = useNow();
  return useCallback(
    ({ code, values }: Failure) => {
      const text = (name: string) => {
        const value = values[name];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      };
      if (code === 'unexpected') return errors('unexpected', { reference: text('reference') });
      if (code === 'unreachable') return errors('unreachable');
      if (code === 'throttled') {
        return t('failure.throttled', { when: format.relativeTime(new Date(text('retryAt')), now) });
      }
      if (code === 'weak_password') return t(`flaw.${flawOf(text('reason'))}`, { min: text('min'), max: text('max') });
      const place = places[`${code}.${text('field')}`];
      if (place) return t(`failure.${place}`);
      if (code === 'not_allowed' && text('email')) return t('failure.otherPerson', { email: text('email') });
      const quotaKey = `quota.${text('quota')}` as Parameters<typeof errors>[0]; // `has` says whether it is one
      if (code.startsWith('quota') && errors.has(quotaKey)) return errors(quotaKey, { limit: Number(text('limit')) });
      return errors(`refusal.${code}`, refusalValues(values));
    },
    [t, errors, format, now],
  );
}

/** Refusals that have their own sentence for one field. */
const places: Record<string, 'emailTaken' | 'setUpDone' | 'invalidEmail' | 'invalidName' | undefined> = {
  'already_exists.email': 'emailTaken',
  'already_exists.organization': 'setUpDone',
  'invalid.email': 'invalidEmail',
  'invalid.name': 'invalidName',
};

const flawOf = (reason: string) => passwordFlaws.find((flaw) => flaw === reason) ?? 'guessable';
