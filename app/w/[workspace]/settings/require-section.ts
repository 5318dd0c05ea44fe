import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { type Caller, isAllowed, type Permission } from '#lib/caller.ts';

/** The member who opens a section of the settings. Without the permission, the page is not found. */
export async function requireSection(slug: string, section: string, permission: Permission): Promise<Caller> {
  const caller = await requireCaller(slug, `/w/${slug}/settings/${section}`);
  if (!isAllowed(caller.role, permission)) notFound();
  return caller;
}
