import type { Bench } from './bench.ts';

/** Deletes the channels that a measurement connected, with their messages and contacts. */
export async function deleteChannels(
  { sql, big }: Pick<Bench, 'sql' | 'big'>,
  { channels, identities }: { /** Conditions in SQL. */ channels: string; identities: string },
): Promise<void> {
  const values = [big.workspaceId];
  const among = `select id from channel where "workspaceId" = $1 and ${channels}`;
  await sql(`delete from webhook_delivery where "workspaceId" = $1 and "channelId" in (${among})`, values);
  await sql(`delete from item where "workspaceId" = $1 and "channelId" in (${among})`, values);
  await sql(`delete from channel where "workspaceId" = $1 and ${channels}`, values);
  await deleteContacts({ sql, big }, identities);
  // So that the next measurement finds the database as this one did.
  await sql('vacuum');
}

/** Deletes contacts to which nothing refers any more. */
export async function deleteContacts(
  { sql, big }: Pick<Bench, 'sql' | 'big'>,
  /** Condition in SQL. */ identities: string,
): Promise<void> {
  await sql('set session_replication_role = replica'); // skips the checks of foreign keys
  await sql(
    `delete from contact c using (select "contactId" from identity where "workspaceId" = $1 and ${identities}) i
     where c."workspaceId" = $1 and c.id = i."contactId"`,
    [big.workspaceId],
  );
  await sql(`delete from identity where "workspaceId" = $1 and ${identities}`, [big.workspaceId]);
  await sql('reset session_replication_role');
}
