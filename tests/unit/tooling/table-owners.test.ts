import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#scripts/settings.ts';

/** The folder of lib that writes each table. */
const owners = {
  queue: ['worker_heartbeat'],
  quotas: ['quota_use'],
  realtime: ['live_stream', 'presence', 'realtime_event'],
  users: [
    'email_token',
    'passkey_challenge',
    'session',
    'throttle',
    'user',
    'user_identity',
    'user_passkey',
    'user_recovery_code',
    'user_totp',
  ],
  push: ['push_key', 'push_subscription'],
  workspaces: [
    'api_key',
    'audit_entry',
    'audit_seal',
    'audit_unsealed',
    'invitation',
    'invitation_channel',
    'member',
    'member_availability',
    'member_channel',
    'member_day_off',
    'member_hours',
    'organization',
    'organization_sign_in',
    'team',
    'team_channel',
    'team_member',
    'workspace',
  ],
  notifications: [
    'item_mute',
    'notification',
    'notification_choice',
    'notification_delivery',
    'notification_setting',
    'push_delivery',
  ],
  channels: [
    'rate_limit_use',
    'channel',
    'channel_credential',
    'channel_gap',
    'channel_spend',
    'channel_day_spend',
    'channel_check',
    'channel_check_line',
    'channel_finding',
    'channel_trial',
    'channel_subscription',
    'connect_attempt',
    'network_app',
  ],
  contacts: ['contact_field', 'contact_field_value', 'contact_join'],
  guests: ['guest_link'],
  items: [
    'contact_note',
    'contact_tag',
    'bulk_job',
    'bulk_job_skip',
    'case_dismissal',
    'departure_item',
    'draft',
    'item',
    'item_case',
    'item_contributor',
    'item_promise',
    'item_field',
    'item_field_value',
    'item_history',
    'item_read',
    'item_request',
    'item_tag',
    'member_departure',
    'note',
    'note_file',
    'note_mention',
    'saved_view',
    'tag',
  ],
  search: ['search_progress', 'search_word'],
  routing: [
    'item_route',
    'routing_absence',
    'routing_profile',
    'routing_profile_tag',
    'routing_settings',
    'routing_skill',
    'routing_wait',
  ],
  'saved-replies': ['guard_rails', 'organization_saved_reply', 'reply_field', 'saved_reply', 'saved_reply_use'],
  guidance: ['guidance', 'guidance_version'],
  ingest: [
    'channel_cursor',
    'contact',
    'identity',
    'language_progress',
    'message',
    'message_version',
    'post',
    'rejected_event',
    'tombstone',
  ],
  outbox: ['approval', 'approval_rule', 'action', 'attachment'],
  sync: ['item_recheck', 'unrouted_delivery', 'webhook_delivery'],
  erasure: ['contact_erasure', 'erasure_request'],
  clients: ['workspace_erasure', 'workspace_export', 'workspace_export_part', 'workspace_template'],
  api: ['idempotency_key'],
} as const;

/** Tables that Postgres itself keeps, by triggers and functions. */
const writtenByPostgres = ['item_channel_count', 'item_count', 'item_counter', 'item_counter_delta'];

const ERASES = 'erases what a message or a person said, in every table at once';
const ARCHIVES = 'a client leaves: what waits is stopped, what is due is erased, in every table at once';
const TEMPLATE = 'a new workspace begins with the settings of a template, in the transaction that creates it';
const READ_AGAIN = 'stores what the network says when messages are read again';

/** Writes by another folder than the owner, each with its reason: `<folder> writes <table>`. */
const exceptions: Record<string, string> = {
  'clients writes api_key': ARCHIVES,
  'clients writes approval_rule': TEMPLATE,
  'clients writes channel': ARCHIVES,
  'clients writes channel_credential': ARCHIVES,
  'clients writes connect_attempt': ARCHIVES,
  'clients writes contact': ARCHIVES,
  'clients writes contact_erasure': ARCHIVES,
  'clients writes contact_field': TEMPLATE,
  'clients writes guard_rails': TEMPLATE,
  'clients writes guest_link': ARCHIVES,
  'clients writes invitation': ARCHIVES,
  'clients writes item_counter_delta': ARCHIVES,
  'clients writes item_field': TEMPLATE,
  'clients writes live_stream': ARCHIVES,
  'clients writes realtime_event': ARCHIVES,
  'clients writes routing_settings': TEMPLATE,
  'clients writes routing_skill': TEMPLATE,
  'clients writes saved_reply': TEMPLATE,
  'clients writes tag': TEMPLATE,
  'clients writes team': TEMPLATE,
  'clients writes workspace': ARCHIVES,
  'contacts writes contact': 'marks a person as very important; ingest owns what the networks tell',
  'erasure writes contact': ERASES,
  'erasure writes message': ERASES,
  'erasure writes post': ERASES,
  'ingest writes action': 'an action of ours that the network tells of is done',
  'ingest writes attachment': 'stores the files of messages that arrive; the outbox owns those of replies',
  'ingest writes channel': 'the time of the latest message moves in the transaction that stores it',
  'items writes action': `${ERASES}; and a reply that did not arrive has failed`,
  'items writes attachment': `${ERASES}; a draft that changes hands takes its images along; and the files that a network serves for a short time are kept`,
  'items writes contact': ERASES,
  'items writes identity': ERASES,
  'items writes message': `${ERASES}; and a reply that did not arrive has failed`,
  'items writes message_version': ERASES,
  'items writes search_word': ERASES,
  'outbox writes message': 'a reply is a message, stored with the action that sends it',
  'sync writes channel': 'who reads the channel now, and when it is read next',
  'sync writes channel_gap': 'fills the gaps that the channel opened',
  'sync writes contact': READ_AGAIN,
  'sync writes identity': READ_AGAIN,
  'sync writes message': READ_AGAIN,
  'sync writes post': 'how many comments the network counts under a post',
};

const tables = new Map(
  Object.entries(owners).flatMap(([folder, names]) => names.map((name): [string, string] => [name, folder])),
);

/** The tables of the schema by the name of their model in the client. */
function modelsOf(schema: string): Map<string, string> {
  const models = [...schema.matchAll(/^model (\w+) \{[\s\S]*?@@map\("(\w+)"\)\n\}/gm)];
  return new Map(models.map(([, model = '', table = '']) => [model.charAt(0).toLowerCase() + model.slice(1), table]));
}

const schema = globSync('prisma/**/*.prisma', { cwd: ROOT })
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n');
const models = modelsOf(schema);

const byClient =
  /\.(\w+)\.(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)\(/g;
const bySql = /\b(?:INSERT\s+INTO|(?<!NO KEY |FOR |DO )UPDATE|DELETE\s+FROM)\s+"(\w+)"/gi;

/** The tables that a source writes, through the client or in SQL. */
function tablesWritten(source: string): string[] {
  const found = [
    ...[...source.matchAll(byClient)].flatMap(([, model = '']) => models.get(model) ?? []),
    ...[...source.matchAll(bySql)].map(([, table = '']) => table),
  ];
  return [...new Set(found)];
}

/** Every write of a table by a folder that does not own it. */
function foreignWrites(files: readonly { path: string; source: string }[]): string[] {
  const writes = files.flatMap(({ path, source }) => {
    const folder = path.split('/')[1] ?? '';
    return tablesWritten(source)
      .filter((table) => tables.get(table) !== folder)
      .map((table) => `${folder} writes ${table}`);
  });
  return [...new Set(writes)].sort();
}

const lib = globSync('lib/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.startsWith('lib/db/'))
  .map((path) => ({ path, source: readFileSync(join(ROOT, path), 'utf8') }));

test('every table of the schema has one folder of lib that owns it', () => {
  expect([...tables.keys(), ...writtenByPostgres].sort()).toEqual([...models.values()].sort());
});

test('a table is written by the folder that owns it, or by another for a reason that is written down', () => {
  expect(foreignWrites(lib)).toEqual(Object.keys(exceptions).sort());
});

test.each([
  ['the client', `await tx.savedView.deleteMany({ where: { id } });`, ['channels writes saved_view']],
  ['SQL', 'await tx.$executeRaw`UPDATE "item" i SET "status" = 1`;', ['channels writes item']],
  ['SQL in small letters', 'tx.$queryRaw`insert into "user" as u ("id") values (1)`', ['channels writes user']],
  ['a lock alone', 'tx.$queryRaw`SELECT FROM "item" FOR NO KEY UPDATE`', []],
  ['its own table', 'tx.$queryRaw`DELETE FROM "channel_gap"`; tx.channel.update({})', []],
])('a write of another folder’s table is found: %s', (_, source, writes) => {
  expect(foreignWrites([{ path: 'lib/channels/planted.ts', source }])).toEqual(writes);
});
