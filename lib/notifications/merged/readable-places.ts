import { may } from '#lib/act.ts';
import type { Place } from '#lib/db/enter-workspace.ts';
import { listNotifications } from '../list-notifications.ts';

/** Of a person's places those in which this session reads notifications. */
export function readablePlaces(places: readonly Place[]): Place[] {
  return places.filter((place) => !place.lacksSecondFactor && may(place, listNotifications));
}
