import { useFormatter } from 'next-intl';

/** Amounts are stored in millionths of a US dollar. */
export const MICROS = 1_000_000;

/** Writes an amount in US dollars. @param micros in millionths of a dollar */
export function useMoney() {
  const format = useFormatter();
  return (micros: number) => format.number(micros / MICROS, { style: 'currency', currency: 'USD' });
}
