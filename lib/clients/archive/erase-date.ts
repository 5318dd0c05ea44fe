import { Refusal } from '#lib/refusal.ts';
import { DAY_MS, ERASE_MAX_DAYS, ERASE_MIN_DAYS } from '../types.ts';

/** @throws Refusal `invalid` */
export function checkEraseDays(days: number | null): void {
  if (days === null) return;
  if (!Number.isInteger(days) || days < ERASE_MIN_DAYS || days > ERASE_MAX_DAYS) {
    throw new Refusal('invalid', { field: 'eraseAfterDays', limit: ERASE_MIN_DAYS });
  }
}

export function eraseDateAfter(from: Date, days: number | null): Date | null {
  return days === null ? null : new Date(from.getTime() + days * DAY_MS);
}
