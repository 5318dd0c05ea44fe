import { useFormatter } from 'next-intl';

/** When a reply is sent, in full: as the day of the week and the hour. @param at ISO 8601 */
export function useScheduleTime(): (at: string) => string {
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
