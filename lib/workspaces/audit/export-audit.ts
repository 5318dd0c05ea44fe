import { defineAct, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { csvField } from '#lib/text/csv-field.ts';
import { streamTexts } from '#lib/text/stream-texts.ts';
import { recordAudit } from '../record-audit.ts';
import type { AuditFilter, AuditView } from '../types.ts';
import { readLines } from './read-lines.ts';

export const auditFormats = ['csv', 'json'] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** Lines per query: the export is never in memory as a whole. */
const PAGE = 1_000;

const columns = [
  'id',
  'createdAt',
  'source',
  'act',
  'member',
  'memberId',
  'subject',
  'itemId',
  'address',
  'sessionId',
  'apiKey',
  'apiKeyId',
  'details',
] as const;

/**
 * Streams the lines that match as CSV (RFC 4180) or as a JSON array, latest first. That it was asked for is a line too. The
 * stream breaks off when the caller loses the right meanwhile.
 */
export const exportAudit = defineAct(
  'audit.read',
  async (caller, { format, ...filter }: AuditFilter & { format: AuditFormat }): Promise<ReadableStream<Uint8Array>> => {
    await asMember(caller, (tx) => recordAudit(tx, caller, { act: 'audit_exported', subject: format }), {
      keepsArchived: true,
    });
    const texts = format === 'csv' ? asCsv(pagesOf(caller, filter)) : asJson(pagesOf(caller, filter));
    return streamTexts(texts);
  },
);

async function* pagesOf(caller: Caller, filter: AuditFilter): AsyncGenerator<AuditView[]> {
  for (let before: string | undefined; ;) {
    const lines = await asMember(caller, async (tx) => {
      await refuseOnceEnded(tx, caller);
      return await readLines(tx, caller.workspaceId, { ...filter, before, limit: PAGE });
    });
    yield lines;
    before = lines.at(-1)?.id;
    if (lines.length < PAGE) return;
  }
}

async function refuseOnceEnded(tx: Tx, caller: Caller): Promise<void> {
  const member = await tx.member.findFirst({ where: { id: caller.memberId, removedAt: null }, select: { role: true } });
  if (!member) throw new Refusal('not_allowed', { permission: exportAudit.permission });
  refuseUnless({ ...caller, role: member.role }, exportAudit);
}

async function* asCsv(pages: AsyncIterable<AuditView[]>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const lines of pages) {
    yield lines.map((line) => `${fieldsOf(line).map(csvField).join(',')}\r\n`).join('');
  }
}

async function* asJson(pages: AsyncIterable<AuditView[]>): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const lines of pages) {
    for (const line of lines) {
      yield separator + JSON.stringify(line);
      separator = ',\n';
    }
  }
  yield '\n]\n';
}

function fieldsOf({ member, apiKey, details, ...line }: AuditView): string[] {
  const fields: Record<(typeof columns)[number], string | null> = {
    ...line,
    member: member?.name ?? null,
    memberId: member?.id ?? null,
    apiKey: apiKey?.name ?? null,
    apiKeyId: apiKey?.id ?? null,
    details: JSON.stringify(details),
  };
  return columns.map((column) => fields[column] ?? '');
}
