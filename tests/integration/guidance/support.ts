import type { Caller } from '#lib/caller.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import type { GuidanceInput } from '#lib/guidance/types.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';

/** A brand with a lead and two managers, and a comment under its post. */
export async function aTeam() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Ali' });
  const cm = await aMember({ workspaceId, name: 'Camille' });
  const colleague = await aMember({ workspaceId, name: 'Noé' });
  const comment = await brand.aComment('Où est ma livraison ?');
  return { brand, workspaceId, admin, lead, cm, colleague, ...comment };
}

/** Pins guidance. @returns its id and version */
export async function pin(caller: Caller, about: GuidanceInput['about'], given: Partial<GuidanceInput> = {}) {
  const { id } = await createGuidance(caller, { about, fr: 'Dites trois jours.', en: 'Say three days.', ...given });
  return { guidanceId: id, version: 1 };
}

/** The texts that hold for an item, in their order. */
export async function textsFor(caller: Caller, itemId: string): Promise<string[]> {
  return (await getItemGuidance(caller, { itemId })).guidance.map(({ fr, en }) => fr || en);
}
