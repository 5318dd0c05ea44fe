import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { plainLine } from '#lib/plain-text.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { FIELD_CHOICES_LIMIT, FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT, FIELDS_LIMIT, type FieldKind } from '../types.ts';

type Input = {
  /** The field to change; else a new one. */
  fieldId?: string | undefined;
  name: string;
  kind: FieldKind;
  choices: readonly string[];
};

/**
 * Defines a fact that the workspace keeps about people, or changes its name and choices. Its kind stays: the values given
 * would no longer fit.
 * @throws Refusal `not_found`; `already_exists` for the name of another field; `invalid` naming the field; `too_many` (`limit`)
 */
export const saveContactField = defineAct(
  'contacts.manage_fields',
  async (caller, { fieldId, name, kind, choices }: Input): Promise<{ id: string }> => {
    const { workspaceId } = caller;
    const given = { name: checkName(name), kind, choices: checkChoices(kind, choices) };
    const id = await asMember(caller, async (tx) => {
      await checkOthers(tx, { workspaceId, fieldId: fieldId ? uuid(fieldId) : null, name: given.name });
      const saved = fieldId
        ? await changeField(tx, uuid(fieldId), given)
        : (await tx.contactField.create({ data: { workspaceId, ...given }, select: { id: true } })).id;
      await recordAudit(tx, caller, {
        act: 'contact_field_set',
        subject: given.name,
        details: { fieldId: saved, kind, choices: given.choices },
      });
      await emitWorkspaceChanged(tx, workspaceId);
      return saved;
    });
    announce(workspaceId);
    return { id };
  },
);

async function changeField(
  tx: Tx,
  id: string,
  { name, kind, choices }: { name: string; kind: FieldKind; choices: string[] },
): Promise<string> {
  const known = await tx.contactField.findFirst({ where: { id }, select: { kind: true } });
  if (!known) throw new Refusal('not_found');
  if (known.kind !== kind) throw new Refusal('invalid', { field: 'kind' });
  await tx.contactField.updateMany({ where: { id }, data: { name, choices } });
  return id;
}

async function checkOthers(
  tx: Tx,
  { workspaceId, fieldId, name }: { workspaceId: string; fieldId: string | null; name: string },
): Promise<void> {
  // One at a time, so that the limit and the names hold.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId} contact fields`}, 0))`;
  const fields = await tx.contactField.findMany({ select: { id: true, name: true } });
  if (!fieldId && fields.length >= FIELDS_LIMIT) throw new Refusal('too_many', { limit: FIELDS_LIMIT });
  if (fields.some((field) => field.id !== fieldId && field.name.toLowerCase() === name.toLowerCase())) {
    throw new Refusal('already_exists', { field: 'name' });
  }
}

function checkName(given: string): string {
  const name = plainLine(given, FIELD_NAME_LIMIT + 1);
  if (name === '' || name.length > FIELD_NAME_LIMIT)
    throw new Refusal('invalid', { field: 'name', limit: FIELD_NAME_LIMIT });
  return name;
}

function checkChoices(kind: FieldKind, given: readonly string[]): string[] {
  if (kind !== 'choice') return [];
  const choices = [
    ...new Set(given.map((choice) => plainLine(choice, FIELD_VALUE_LIMIT + 1)).filter((choice) => choice !== '')),
  ];
  const fits = choices.every((choice) => choice.length <= FIELD_VALUE_LIMIT);
  if (choices.length === 0 || choices.length > FIELD_CHOICES_LIMIT || !fits) {
    throw new Refusal('invalid', { field: 'choices', limit: FIELD_CHOICES_LIMIT });
  }
  return choices;
}
