/**
 * Whether the reader writes 12/3 for the third of December, as in the United States.
 * @param locale a language with a region: "en-US"
 */
export function isMonthFirst(locale: string): boolean {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' });
  // Where the year comes first, the month follows it: that says nothing about dates without a year.
  return format.formatToParts(new Date(2026, 11, 3))[0]?.type === 'month';
}
