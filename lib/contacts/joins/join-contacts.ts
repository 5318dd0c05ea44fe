import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { readDetail } from '../get-contact.ts';
import { readPerson } from '../person.ts';
import { type ContactDetail, PROFILES_LIMIT } from '../types.ts';
import { lockJoins } from './lock-joins.ts';
import { findAlike } from './suggest-joins.ts';

type Input = { contactId: string; otherId: string };

/**
 * Says that two contacts are one person. Nothing is moved: contacts, profiles, items, tags and notes stay where they are, and
 * are shown together. Joining what is one person already changes nothing.
 * @throws Refusal `not_found`; `invalid` for a contact with itself; `too_many` (`limit`) profiles in one person
 */
export const joinContacts = defineAct(
  'contacts.edit',
  async (caller, { contactId, otherId }: Input): Promise<ContactDetail> => {
    const [one, other] = [uuid(contactId), uuid(otherId)];
    if (one === other) throw new Refusal('invalid', { field: 'otherId' });
    const { workspaceId, memberId } = caller;
    const detail = await asMember(caller, async (tx) => {
      await lockJoins(tx, workspaceId);
      const persons = [await readPerson(tx, one), await readPerson(tx, other)];
      const ids = [...new Set(persons.flat())];
      if (ids.length > PROFILES_LIMIT) throw new Refusal('too_many', { limit: PROFILES_LIMIT });
      if (persons[0]?.includes(other)) return await readDetail(tx, one);
      const alike = await findAlike(tx, persons[0] ?? []);
      const evidence = [
        ...new Set(alike.filter(({ id }) => persons[1]?.includes(id)).flatMap((found) => found.evidence)),
      ];
      const [smaller, greater] = one < other ? [one, other] : [other, one];
      // Two that are connected only through contacts that the caller does not see may have a join already.
      const joined = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO "contact_join" ("workspaceId", "contactId", "otherId", "evidence", "joinedById")
        VALUES (${workspaceId}::uuid, ${smaller}::uuid, ${greater}::uuid, ${evidence}, ${memberId}::uuid)
        ON CONFLICT ("workspaceId", "contactId", "otherId") WHERE "separatedAt" IS NULL DO NOTHING
        RETURNING "id"::text`;
      const joinId = joined[0]?.id;
      if (joinId) {
        // Without names: a line of the audit log cannot be erased.
        await recordAudit(tx, caller, {
          act: 'contacts_joined',
          subject: smaller,
          details: { joinId, contactIds: [smaller, greater], evidence },
        });
        await emitWorkspaceChanged(tx, workspaceId);
      }
      return await readDetail(tx, one);
    });
    announce(workspaceId);
    return detail;
  },
);
