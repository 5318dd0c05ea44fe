import type { Language } from '#lib/language.ts';
import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { personName, type SignedIn } from './types.ts';

/**
 * Changes how she is called and in which language Parvis speaks to her.
 * @param input.language null follows the browser
 * @throws Refusal `invalid`
 */
export async function editProfile(
  { userId }: SignedIn,
  { name, language }: { name: string; language: Language | null },
): Promise<void> {
  const parsed = personName.safeParse(name);
  if (!parsed.success) throw new Refusal('invalid', { field: 'name' });
  await userTables().user.update({
    where: { id: userId },
    data: { name: parsed.data, language },
    select: { id: true },
  });
}
