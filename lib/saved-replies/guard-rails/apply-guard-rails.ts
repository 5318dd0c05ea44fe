import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { overrideGuardRails } from '../rights.ts';
import { checkReply } from '../text/check-reply.ts';
import { fillSignatures } from '../text/fill-signatures.ts';
import { finishReply } from '../text/finish-reply.ts';
import { type Finding, isStop, REASON_LIMIT } from '../types.ts';
import { findElsewhere } from './find-elsewhere.ts';
import { readGuardRails } from './read-guard-rails.ts';

type Given = {
  itemId: string;
  text: string;
  /** It is sent as it is: a template that a network approved. */
  isFixed?: boolean;
  /** What its images are said to show: on most networks everybody can read it. */
  altTexts?: readonly string[];
  /** Why a reply that is stopped is sent anyway. */
  overrideReason?: string | undefined;
};

/**
 * What every reply passes through before it is queued: its typography and signature, and the brand's rules.
 * @returns the text to send
 * @throws Refusal `guard_rails` with `findings` and `words`; `not_allowed` to give a reason without the right;
 *   `invalid` for a reason that is empty or too long
 */
export async function applyGuardRails(tx: Tx, caller: Caller, given: Given): Promise<string> {
  const { text, findings, mayOverride } = await lookAtReply(tx, caller, given);
  const stops = findings.filter(isStop);
  if (stops.length === 0) return text;
  const words = stops.flatMap((finding) => finding.words).join(', ');
  if (given.overrideReason === undefined || !mayOverride) throw new Refusal('guard_rails', { findings: stops, words });
  refuseUnless(caller, overrideGuardRails);
  const reason = given.overrideReason.trim();
  if (reason === '' || reason.length > REASON_LIMIT) throw new Refusal('invalid', { field: 'overrideReason' });
  await recordAudit(tx, caller, {
    act: 'guard_rails_overridden',
    subject: `${words} — ${reason}`,
    details: { itemId: given.itemId, reason, findings: stops },
  });
  return text;
}

/** A reply as it would be sent, and what the guard-rails find in it. */
export async function lookAtReply(
  tx: Tx,
  caller: Caller,
  { itemId, text, isFixed = false, altTexts = [] }: Given,
): Promise<{ text: string; findings: Finding[]; mayOverride: boolean }> {
  const { workspaceId } = caller;
  const item = await tx.item.findFirst({ where: { workspaceId, id: itemId }, select: { language: true } });
  if (!item) throw new Refusal('not_found');
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
  const user = await tx.user.findUniqueOrThrow({ where: { id: caller.userId }, select: { name: true } });
  const rails = fillSignatures(await readGuardRails(tx, workspaceId), { brand: workspace.name, member: user.name });
  const finished = isFixed ? text : finishReply(text, rails, item.language);
  const findings = [...checkReply(finished, rails, item.language), ...(await findElsewhere(tx, text))];
  for (const altText of altTexts) {
    // What every reply must say, it need not say again.
    findings.push(...checkReply(altText, { ...rails, requiredWords: [] }, item.language).filter(isStop));
    findings.push(...(await findElsewhere(tx, altText)));
  }
  return { text: finished, findings, mayOverride: rails.mayOverride };
}
