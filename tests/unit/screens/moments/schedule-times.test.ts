import { expect, test } from 'vitest';
import { scheduleTimes } from '#components/dialogs/moments/schedule-times.ts';

const namesAt = (now: Date, latest: Date | null = null) => scheduleTimes(now, latest).map(({ name }) => name);

test('on a weekday morning: in an hour, this evening, tomorrow and on Monday at nine, soonest first', () => {
  const times = scheduleTimes(new Date(2026, 10, 24, 10, 15), null);
  expect(times).toEqual([
    { name: 'hour', at: new Date(2026, 10, 24, 11, 15) },
    { name: 'evening', at: new Date(2026, 10, 24, 18) },
    { name: 'tomorrow', at: new Date(2026, 10, 25, 9) },
    { name: 'monday', at: new Date(2026, 10, 30, 9) },
  ]);
});

test('what makes no sense is left out: an evening that has begun, and a Monday that is tomorrow', () => {
  expect(namesAt(new Date(2026, 10, 22, 19))).toEqual(['hour', 'tomorrow']);
});

test('half an hour before the reply window closes stands where it belongs in the order', () => {
  const now = new Date(2026, 10, 24, 10);
  expect(namesAt(now, new Date(2026, 10, 24, 15))).toEqual(['hour', 'windowEnd', 'evening', 'tomorrow', 'monday']);
  expect(namesAt(now, new Date(2026, 10, 24, 10, 20))).not.toContain('windowEnd');
});
