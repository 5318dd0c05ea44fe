import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';
import { viewAvailability } from './get-availability.ts';
import { minutesOf } from './read-availability.ts';
import { type AvailabilityInput, availabilityInput, type AvailabilityView } from './types.ts';

/**
 * Says whether the caller is here, when they work, and when not. What is absent stays as it is; who comes back has no
 * reason and no return.
 * @throws Refusal `invalid` naming the field
 */
export const setAvailability = defineAct(
  'items.work',
  async (caller, input: AvailabilityInput): Promise<AvailabilityView> => {
    const parsed = availabilityInput.safeParse(input);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const { hours, daysOff, ...given } = parsed.data;
    const status = given.isAway === false ? { ...given, reason: null, backAt: null } : given;
    const view = await asMember(caller, async (tx) => {
      const { workspaceId, memberId } = caller;
      const key = { workspaceId, memberId };
      // First, so that two changes of one member follow each other.
      await tx.$queryRaw`SELECT FROM "member" WHERE "id" = ${memberId}::uuid FOR NO KEY UPDATE`;
      const data = Object.fromEntries(Object.entries(status).filter(([, value]) => value !== undefined));
      await tx.memberAvailability.upsert({
        where: { workspaceId_memberId: key },
        create: { ...key, ...data },
        update: data,
        select: { memberId: true },
      });
      if (hours) {
        await tx.memberHours.deleteMany({ where: key });
        await tx.memberHours.createMany({
          data: hours.map(({ weekday, from, until }) => ({
            ...key,
            weekday,
            startsAt: minutesOf(from),
            endsAt: minutesOf(until),
          })),
        });
      }
      if (daysOff) {
        await tx.memberDayOff.deleteMany({ where: key });
        await tx.memberDayOff.createMany({
          data: [...new Set(daysOff)].map((day) => ({ ...key, day: new Date(day) })),
        });
      }
      await recordAudit(tx, caller, { act: 'availability_set', subject: '', details: { ...parsed.data } });
      await emitWorkspaceChanged(tx, workspaceId);
      return await viewAvailability(tx, caller);
    });
    announce(caller.workspaceId);
    return view;
  },
);
