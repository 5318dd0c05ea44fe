/**
 * Whether the reader writes 12/3 for the third of December, as in the United States: by the region of the first of the
 * browser's languages that is the interface's own.
 */
export function isMonthFirst(language: string, browser: readonly string[]): boolean {
  const own = browser.find((one) => one.split('-')[0] === language && one.includes('-')) ?? `${language}-GB`;
  const order = new Intl.DateTimeFormat(own, { day: 'numeric', month: 'numeric' })
    .formatToParts(new Date(2026, 11, 3))
    .map(({ type }) => type);
  return order.indexOf('month') < order.indexOf('day');
}
