'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Absence } from '#lib/workspaces/availability/types.ts';

const DAY_MS = 86_400_000;

/** Why somebody is not here, in a few words: "On a break until 14:00". */
export function useAbsenceText(): (absence: Absence) => string {
  const t = useTranslations('routing.availability');
  const format = useFormatter();
  return useCallback(
    ({ kind, reason, until }: Absence) => {
      const why = reason ? t(`reason.${reason}`) : t(`absent.${kind}`);
      if (until === null) return why;
      const back = new Date(until);
      const isSoon = back.getTime() - Date.now() < DAY_MS;
      const time = format.dateTime(back, isSoon ? { timeStyle: 'short' } : { day: 'numeric', month: 'short' });
      return t('absentUntil', { why, time });
    },
    [t, format],
  );
}
