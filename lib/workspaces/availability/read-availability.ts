import type { Tx } from '#lib/db/tx.ts';
import { alwaysHere, type Availability, awayReasons } from './types.ts';

const MINUTES_OF_HOUR = 60;

/** @param minutes since midnight */
function clock(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / MINUTES_OF_HOUR))}:${two(minutes % MINUTES_OF_HOUR)}`;
}

/** @param time `09:30` @returns minutes since midnight */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * MINUTES_OF_HOUR + minutes;
}

/**
 * What members set about being here. Three statements, however many members.
 * @param memberId one member; absent: all of the workspace
 * @returns by member; somebody who set nothing is absent
 */
export async function readAvailabilities(
  tx: Tx,
  workspaceId: string,
  memberId?: string,
): Promise<Map<string, Availability>> {
  const where = { workspaceId, ...(memberId === undefined ? {} : { memberId }) };
  const rows = await tx.memberAvailability.findMany({ where });
  const hours = await tx.memberHours.findMany({ where, orderBy: { weekday: 'asc' } });
  const daysOff = await tx.memberDayOff.findMany({ where, orderBy: { day: 'asc' } });
  const byMember = new Map<string, Availability>();
  const of = (id: string): Availability => {
    const known = byMember.get(id) ?? { ...alwaysHere, hours: [], daysOff: [] };
    byMember.set(id, known);
    return known;
  };
  for (const { memberId: id, isAway, reason, backAt, timeZone } of rows) {
    const known = awayReasons.find((one) => one === reason) ?? null;
    Object.assign(of(id), { isAway, reason: known, backAt: backAt?.toISOString() ?? null, timeZone });
  }
  for (const { memberId: id, weekday, startsAt, endsAt } of hours) {
    of(id).hours.push({ weekday, from: clock(startsAt), until: clock(endsAt) });
  }
  for (const { memberId: id, day } of daysOff) of(id).daysOff.push(day.toISOString().slice(0, 10));
  return byMember;
}

/** The workspace's time zone. */
export async function readTimeZone(tx: Tx, workspaceId: string): Promise<string> {
  const { timeZone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { timeZone: true } });
  return timeZone;
}
