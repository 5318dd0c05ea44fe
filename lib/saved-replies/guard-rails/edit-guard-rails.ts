import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { signatureVariables } from '../text/fill-signatures.ts';
import { variablesIn } from '../text/fill-variables.ts';
import { guardRailsInput, type GuardRailsView } from '../types.ts';

/**
 * Says what the brand demands of every reply from now on.
 * @throws Refusal `invalid` naming the field: a signature names nobody but `{{member}}` and `{{brand}}`
 */
export const editGuardRails = defineAct(
  'guard_rails.manage',
  async (caller, input: GuardRailsView): Promise<GuardRailsView> => {
    const parsed = guardRailsInput.safeParse(input);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const rails = {
      ...parsed.data,
      bannedWords: once(parsed.data.bannedWords),
      requiredWords: once(parsed.data.requiredWords),
    };
    for (const field of ['signatureFr', 'signatureEn'] as const) {
      const isKnown = variablesIn(rails[field]).every((name) => signatureVariables.includes(name));
      if (!isKnown) throw new Refusal('invalid', { field });
    }
    await asMember(caller, async (tx) => {
      const { workspaceId } = caller;
      await tx.guardRails.upsert({
        where: { workspaceId },
        create: { workspaceId, ...rails },
        update: rails,
        select: { workspaceId: true },
      });
      await recordAudit(tx, caller, {
        act: 'guard_rails_changed',
        subject: rails.bannedWords.join(', '),
        details: { ...rails },
      });
    });
    return rails;
  },
);

function once(phrases: readonly string[]): string[] {
  return [...new Set(phrases)];
}
