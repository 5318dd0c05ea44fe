import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { may, type Right } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';

/** The member who opens a section of the settings. Without the permission, the page is not found. */
export async function requireSection(slug: string, section: string, right: Right): Promise<Caller> {
  const caller = await requireCaller(slug, `/w/${slug}/settings/${section}`);
  if (!may(caller, right)) notFound();
  return caller;
}
