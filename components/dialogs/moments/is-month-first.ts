/**
 * Whether the reader writes 12/3 for the third of December, as in the United States: by the region of the first of the
 * browser's languages that is the interface's own.
 */
export function isMonthFirst(language: string, browser: readonly string[]): boolean {
  const own = browser.find((one) => one.split('-')[0] === language && one.includes('-')) ?? `${language}-GB`;
  const format = new Intl.DateTimeFormat(own, { day: 'numeric', month: 'numeric', year: 'numeric' });
  // Where the year comes first, the month follows it: that says nothing about dates without a year.
  return format.formatToParts(new Date(2026, 11, 3))[0]?.type === 'month';
}
