import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { type Caller, isAllowed, type Permission } from '#lib/caller.ts';

/** The member who opens a page of the settings; one whose role does not reach it finds nothing there. */
export async function requireSection(slug: string, room: string, permission: Permission): Promise<Caller> {
  const caller = await requireCaller(slug, `/w/${slug}/settings/${room}`);
  if (!isAllowed(caller.role, permission)) notFound();
  return caller;
}
