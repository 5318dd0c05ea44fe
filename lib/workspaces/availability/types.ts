import { z } from 'zod';
import { timeZone } from '../types.ts';

export const awayReasons = ['break', 'meeting', 'training', 'leave', 'sick', 'other'] as const;
export type AwayReason = (typeof awayReasons)[number];

export const DAYS_OFF_LIMIT = 366;

/** A time of the day, `00:00` to `24:00`. */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** Working hours of one weekday: 1 is Monday, 7 Sunday. */
export const hoursOfDay = z
  .object({ weekday: z.int().min(1).max(7), from: timeOfDay, until: timeOfDay })
  .refine(({ from, until }) => from < until);
export type HoursOfDay = z.output<typeof hoursOfDay>;

export const availabilityFields = {
  isAway: z.boolean(),
  /** Why, while away; null: not said. */
  reason: z.enum(awayReasons).nullable(),
  /** ISO 8601: here again by itself; null: when they say so. */
  backAt: z.iso.datetime({ offset: true }).nullable(),
  /** Null: the workspace's. */
  timeZone: timeZone.nullable(),
  /** Each weekday once, in the member's time zone; none at all: always. */
  hours: z
    .array(hoursOfDay)
    .max(7)
    .refine((days) => new Set(days.map(({ weekday }) => weekday)).size === days.length),
  /** Dates, `2026-12-24`. */
  daysOff: z.array(z.iso.date()).max(DAYS_OFF_LIMIT),
};

/** What a member may set about being here; what is absent stays as it is. */
export const availabilityInput = z.object(availabilityFields).partial();
export type AvailabilityInput = z.output<typeof availabilityInput>;

export type Availability = z.output<z.ZodObject<typeof availabilityFields>>;

export const alwaysHere: Availability = {
  isAway: false,
  reason: null,
  backAt: null,
  timeZone: null,
  hours: [],
  daysOff: [],
};

export const absenceKinds = ['away', 'day_off', 'outside_hours'] as const;

/** Why somebody is not here. `until`, ISO 8601: when they said that they are back. */
export type Absence = { kind: (typeof absenceKinds)[number]; reason: AwayReason | null; until: string | null };

export type AvailabilityView = Availability & {
  /** What applies without a time zone of one's own. */
  workspaceTimeZone: string;
  absence: Absence | null;
};
