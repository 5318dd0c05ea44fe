'use client';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Failure } from '#app/actions/outcome.ts';

/** Turns the failure of an action into a sentence that says what to do. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations('account');
  const errors = useTranslations('errors');
  const format = useFormatter();
  const now = useNow();
  return useCallback(
    ({ code, values }: Failure) => {
      const text = (name: string) => String(values[name] ?? '');
      switch (code) {
        case 'unexpected':
          return errors('unexpected', { reference: text('reference') });
        case 'unreachable':
          return errors('unreachable');
        case 'throttled':
          return t('failure.throttled', { when: format.relativeTime(new Date(text('retryAt')), now) });
        case 'weak_password':
          return t(`flaw.${flawOf(values['reason'])}`, { min: text('min'), max: text('max') });
        case 'already_exists':
          if (values['field'] === 'email') return t('failure.emailTaken');
          return values['field'] === 'organization' ? t('failure.setUpDone') : errors('refusal.already_exists');
        case 'invalid':
          if (values['field'] === 'email') return t('failure.invalidEmail');
          return values['field'] === 'name' ? t('failure.invalidName') : errors('refusal.invalid');
        case 'not_allowed':
          return values['email'] ? t('failure.otherPerson', { email: text('email') }) : errors('refusal.not_allowed');
        default:
          return errors(`refusal.${code}`, { owner: text('owner') });
      }
    },
    [t, errors, format, now],
  );
}

const flaws = ['too_short', 'too_long', 'breached', 'like_you'] as const;

const flawOf = (reason: unknown) => flaws.find((flaw) => flaw === reason) ?? 'breached';
