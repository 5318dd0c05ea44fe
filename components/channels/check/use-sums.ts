import { useFormatter, useTranslations } from 'next-intl';
import { type CheckLineView, checkOutcomes } from '#lib/channels/check/types.ts';

/** How many lines of a check passed, failed and can't be told, in numbers and as a text. */
export function useSums(lines: readonly CheckLineView[]) {
  const t = useTranslations('channelCheck.sums');
  const format = useFormatter();
  const countOf = (outcome: CheckLineView['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const parts = checkOutcomes.flatMap((outcome) => (countOf(outcome) > 0 ? [t(outcome, { n: countOf(outcome) })] : []));
  return { failed: countOf('failed'), done: lines.length - countOf(null), text: format.list(parts) };
}
