import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { may, type Right } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';

/** The member who opens a page of the settings; one whose role does not reach it finds nothing there. */
export async function requireSection(slug: string, room: string, right: Right): Promise<Caller> {
  const caller = await requireCaller(slug, `/w/${slug}/settings/${room}`);
  if (!may(caller, right)) notFound();
  return caller;
}
