import { Prisma } from '#lib/db/generated/client.ts';

/** A table of the export: its file's name, its key in order, and columns that stay out. */
export type ExportedTable = {
  name: string;
  key: readonly [string, ...string[]];
  /** Kept for the search, or for recognizing texts: nothing of its own. */
  without?: readonly string[];
  /** Read from here instead of the table: bytes that would be read for nothing, names that are elsewhere. */
  from?: Prisma.Sql;
};

const of = (name: string, key: readonly [string, ...string[]] = ['id'], without: readonly string[] = []) => ({
  name,
  key,
  without,
});

/** The types of the columns of keys that are no ids. */
export const keyTypes: Readonly<Record<string, string>> = {
  externalId: 'text',
  mode: 'text',
  replacedAt: 'timestamptz',
  version: 'int',
};

/**
 * Everything that people wrote or set in a workspace. Not in it: credentials, keys, sessions and tokens; counters and other
 * sums; what the product notes for itself; what is one person's alone, or was deleted, because any admin may download it. `tests/integration/clients/export.test.ts` knows each table that is left out.
 */
export const exportedTables: readonly ExportedTable[] = [
  {
    ...of('member'),
    from: Prisma.sql`(SELECT m.*, u."name", u."email" FROM "member" m JOIN "user" u ON u."id" = m."userId")`,
  },
  of('team'),
  of('team_member', ['teamId', 'memberId']),
  of('team_channel', ['teamId', 'channelId']),
  of('channel', ['id'], ['pullLeaseId', 'pullLeaseUntil']),
  of('tag'),
  of('contact'),
  of('identity'),
  of('contact_join'),
  of('contact_tag', ['contactId', 'tagId']),
  of('contact_note'),
  of('contact_field'),
  of('contact_field_value', ['contactId', 'fieldId']),
  of('post'),
  of('item_case'),
  of('item'),
  of('item_tag', ['itemId', 'tagId']),
  of('item_contributor', ['itemId', 'memberId']),
  of('item_field'),
  of('item_field_value', ['itemId', 'fieldId']),
  of('message', ['id'], ['search']),
  of('message_version', ['messageId', 'replacedAt']),
  {
    ...of('attachment'),
    from: Prisma.sql`(SELECT "workspaceId", "id", "messageId", "position", "kind", "url", "previewUrl", "altText", "mimeType",
      "title", "width", "height", "uploaderId", "createdAt" FROM "attachment")`,
  },
  of('action', ['id'], ['attemptId', 'leaseUntil', 'networkKeys', 'progress']),
  of('approval', ['actionId']),
  of('item_promise'),
  {
    ...of('draft', ['itemId', 'memberId', 'mode']),
    from: Prisma.sql`(SELECT * FROM "draft" WHERE "mode" <> 'note')`,
  },
  { ...of('note'), from: Prisma.sql`(SELECT * FROM "note" WHERE "deletedAt" IS NULL)` },
  {
    ...of('note_file'),
    from: Prisma.sql`(SELECT f."workspaceId", f."id", f."itemId", f."noteId", f."position", f."uploaderId", f."name", f."mimeType",
      f."size", f."createdAt" FROM "note_file" f
      JOIN "note" n ON n."workspaceId" = f."workspaceId" AND n."id" = f."noteId" AND n."deletedAt" IS NULL)`,
  },
  of('item_history'),
  of('tombstone', ['channelId', 'externalId']),
  { ...of('saved_view'), from: Prisma.sql`(SELECT * FROM "saved_view" WHERE "memberId" IS NULL)` },
  of('saved_reply', ['id'], ['foldedText', 'marksFr', 'marksEn']),
  of('reply_field'),
  of('guard_rails', ['workspaceId']),
  of('guidance'),
  of('guidance_version', ['guidanceId', 'version']),
  of('approval_rule'),
  of('routing_settings', ['workspaceId']),
  of('routing_skill', ['tagId']),
  of('routing_profile', ['memberId']),
  of('routing_profile_tag', ['memberId', 'tagId']),
  of('member_availability', ['memberId']),
  of('audit_entry'),
];
