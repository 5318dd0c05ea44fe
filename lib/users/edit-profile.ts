import type { Language } from '#lib/interface-languages.ts';
import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { personName, type SignedIn } from './types.ts';

/**
 * Changes the user's name and interface language.
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
