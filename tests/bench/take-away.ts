import type { Bench } from './bench.ts';

/** Removes channels that a row has made, with all that they told and whom they made known. */
export async function takeAwayChannels(
  { sql, big }: Pick<Bench, 'sql' | 'big'>,
  { channels, identities }: { /** Conditions in SQL. */ channels: string; identities: string },
): Promise<void> {
  const values = [big.workspaceId];
  const among = `select id from channel where "workspaceId" = $1 and ${channels}`;
  await sql(`delete from webhook_delivery where "workspaceId" = $1 and "channelId" in (${among})`, values);
  await sql(`delete from item where "workspaceId" = $1 and "channelId" in (${among})`, values);
  await sql(`delete from channel where "workspaceId" = $1 and ${channels}`, values);
  await takeAwayContacts({ sql, big }, identities);
  // The next row is to find the database as this one did.
  await sql('vacuum');
}

/** Removes contacts that nothing points at any more. */
export async function takeAwayContacts(
  { sql, big }: Pick<Bench, 'sql' | 'big'>,
  /** Condition in SQL. */ identities: string,
): Promise<void> {
  await sql('set session_replication_role = replica'); // without looking for what points at them
  await sql(
    `delete from contact c using (select "contactId" from identity where "workspaceId" = $1 and ${identities}) i
     where c."workspaceId" = $1 and c.id = i."contactId"`,
    [big.workspaceId],
  );
  await sql(`delete from identity where "workspaceId" = $1 and ${identities}`, [big.workspaceId]);
  await sql('reset session_replication_role');
}
