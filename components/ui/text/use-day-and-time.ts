import { useFormatter } from 'next-intl';

/** A moment that is to come, in full: with the day of the week and the hour. @param at ISO 8601 */
export function useDayAndTime(): (at: string) => string {
  const format = useFormatter();
  return (at) =>
    format.dateTime(new Date(at), {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
    });
}
