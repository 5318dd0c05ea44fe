import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { workspaceName } from './types.ts';

/**
 * Creates an organization (an agency or a company) in the dispatcher's transaction.
 * @throws Refusal `invalid`
 */
export async function createOrganization(tx: Tx, { name }: { name: string }): Promise<string> {
  const parsed = workspaceName.safeParse(name);
  if (!parsed.success) throw new Refusal('invalid', { field: 'organization' });
  await tx.$executeRaw`select set_config('role', 'parvis_dispatcher', true)`;
  return (await tx.organization.create({ data: { name: parsed.data }, select: { id: true } })).id;
}
