import { expect, test } from 'vitest';
import { addNote } from '#lib/items/notes/add-note.ts';
import { reopenSinceLeft } from '#lib/items/departures/acknowledge-since-left.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { database } from '#tests/support/owner-database.ts';
import { whileHeld } from '#tests/support/while-held.ts';
import { acknowledge, aShift, getSinceLeft, hoursPass, leaves, markHere, numbers, told } from './support.ts';

/** One item of Inès, who has left. */
async function anAbsence() {
  const shift = await aShift();
  const { itemId } = await shift.anItemOf(shift.ines);
  const second = await shift.anItemOf(shift.ines);
  await leaves(shift.ines);
  return { ...shift, itemId, secondId: second.itemId };
}

test('what was acknowledged is not told again, on no device', async () => {
  const { ines, karim, itemId } = await anAbsence();
  await addNote(karim, { itemId, text: 'one' });
  const shown = await getSinceLeft(ines);
  expect(shown.isAcknowledged).toBe(false);
  await acknowledge(ines, shown);
  const after = await getSinceLeft(ines);
  expect(after.isAcknowledged).toBe(true);
  expect(after.leftAt).toBe(shown.leftAt);
  expect(numbers(after)).toEqual([0, 0, 0]);
});

test('what happened between reading and acknowledging is told still, and can be acknowledged in turn', async () => {
  const { ines, karim, itemId, secondId } = await anAbsence();
  await addNote(karim, { itemId, text: 'shown' });
  const shown = await getSinceLeft(ines);
  await resolveItem(karim, { itemId: secondId });
  await addNote(karim, { itemId, text: 'not shown' });
  await acknowledge(ines, shown);
  const rest = await getSinceLeft(ines);
  expect(told(rest)).toEqual({ [itemId]: ['noted'], [secondId]: ['resolved'] });
  await acknowledge(ines, rest);
  expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);
});

test('what began before the reading and was committed after it is told still', async () => {
  const { workspaceId, ines, karim, itemId } = await anAbsence();
  await addNote(karim, { itemId, text: 'shown' });
  // An act of a colleague that is not committed: its entry has an earlier time than the reading.
  const entry = `INSERT INTO "item_history" ("workspaceId", "itemId", "memberId", "actor", "act") VALUES ($1::uuid, $2::uuid, $3::uuid, 'member', 'resolved')`;
  await whileHeld(
    { statement: entry, values: [workspaceId, itemId, karim.memberId] },
    {
      begin: async () => {
        const shown = await getSinceLeft(ines);
        expect(told(shown)).toEqual({ [itemId]: ['noted'] });
        await acknowledge(ines, shown);
        expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);
      },
    },
  );
  const rest = await getSinceLeft(ines);
  expect(told(rest)).toEqual({ [itemId]: ['resolved'] });
  // Not taken note of all day: it is told after the next departure, too.
  await markHere(ines);
  await hoursPass(workspaceId);
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['resolved'] });
});

test('what happens after the acknowledgment is told when they come back the next time', async () => {
  const { workspaceId, ines, karim, itemId } = await anAbsence();
  await acknowledge(ines, await getSinceLeft(ines));
  await hoursPass(workspaceId);
  await addNote(karim, { itemId, text: 'next night' });
  const next = await getSinceLeft(ines);
  expect(told(next)).toEqual({ [itemId]: ['noted'] });
  expect(next.isAcknowledged).toBe(false);
});

test('two devices acknowledge: the second changes nothing, and a page from before the next departure neither', async () => {
  const { workspaceId, ines, karim, itemId, secondId } = await anAbsence();
  await addNote(karim, { itemId, text: 'one' });
  const laptop = await getSinceLeft(ines);
  await addNote(karim, { itemId: secondId, text: 'two' });
  const phone = await getSinceLeft(ines);
  await Promise.all([acknowledge(ines, laptop), acknowledge(ines, phone)]);
  expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);
  await acknowledge(ines, laptop);
  expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);

  await hoursPass(workspaceId);
  await addNote(karim, { itemId, text: 'three' });
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['noted'] });
  // What the phone showed is two hours old by now: its clock is turned back with everything else.
  await acknowledge(ines, { until: new Date(Date.parse(phone.until) - 2 * 3_600_000).toISOString(), seen: [] });
  const since = await getSinceLeft(ines);
  expect(told(since)).toEqual({ [itemId]: ['noted'] });
  expect(since.isAcknowledged).toBe(false);
});

test('an acknowledgment is taken back', async () => {
  const { ines, karim, itemId } = await anAbsence();
  await addNote(karim, { itemId, text: 'one' });
  const shown = await getSinceLeft(ines);
  await acknowledge(ines, shown);
  await reopenSinceLeft(ines);
  const again = await getSinceLeft(ines);
  expect(told(again)).toEqual(told(shown));
  expect(again.isAcknowledged).toBe(false);
});

test('taking an acknowledgment back leaves what was noted of the departure before', async () => {
  const { workspaceId, ines, karim, itemId } = await anAbsence();
  await addNote(karim, { itemId, text: 'noted the first time' });
  // An act of a colleague that is committed after the acknowledgment, with a time before it.
  const entry = `INSERT INTO "item_history" ("workspaceId", "itemId", "memberId", "actor", "act") VALUES ($1::uuid, $2::uuid, $3::uuid, 'member', 'resolved')`;
  await whileHeld(
    { statement: entry, values: [workspaceId, itemId, karim.memberId] },
    { begin: async () => await acknowledge(ines, await getSinceLeft(ines)) },
  );
  await markHere(ines);
  await hoursPass(workspaceId);
  const next = await getSinceLeft(ines);
  expect(told(next)).toEqual({ [itemId]: ['resolved'] });
  await acknowledge(ines, next);
  expect(told(await getSinceLeft(ines))).toEqual({});
  await reopenSinceLeft(ines);
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['resolved'] });
});

test('while colleagues act and two devices acknowledge, everything that happened is acknowledged once it was shown, or told', async () => {
  const { ines, karim, admin, itemId } = await anAbsence();
  const notes = Array.from({ length: 24 }, (_, n) => `note ${n}`);
  const shown = new Set<string>();
  const device = async () => {
    for (let n = 0; n < 8; n += 1) {
      const read = await getSinceLeft(ines);
      for (const id of read.seen) shown.add(id);
      await acknowledge(ines, read);
    }
  };
  const colleague = async (by: typeof karim, part: string[]) => {
    for (const text of part) await addNote(by, { itemId, text });
  };
  await Promise.all([device(), device(), colleague(karim, notes.slice(0, 12)), colleague(admin, notes.slice(12))]);
  // Acknowledged at first too early to reach everything: what is left is what nobody was shown.
  const departure = await database().prisma.memberDeparture.findFirstOrThrow({ where: { memberId: ines.memberId } });
  const entries = await database().prisma.itemHistory.findMany({ where: { itemId, act: 'noted' } });
  expect(entries).toHaveLength(24);
  const before = entries.filter(({ createdAt }) => createdAt <= (departure.acknowledgedAt ?? new Date(0)));
  const unseen = before.filter(({ id }) => !shown.has(id)).map(({ id }) => id);
  const rest = await getSinceLeft(ines);
  expect(rest.changed.lines.flatMap(({ acts }) => acts.map(({ id }) => id)).sort()).toEqual(unseen.slice(-3).sort());
  // Nothing of what was not shown counts as seen.
  expect(departure.seenIds.filter((id) => !shown.has(id))).toEqual([]);
});
