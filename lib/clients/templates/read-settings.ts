import type { Tx } from '#lib/db/tx.ts';
import { readGuardRails } from '#lib/saved-replies/guard-rails/read-guard-rails.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { readRouting } from '#lib/routing/read-routing.ts';
import { type TemplateContent, templateContent } from './content.ts';

/**
 * What of a workspace's settings could be a template. A rule about one channel or one person is nothing without them: it is
 * not in it. Values of the brand's own variables and signatures are not either.
 */
export async function readSettings(tx: Tx, workspaceId: string): Promise<TemplateContent> {
  const where = { workspaceId };
  const tags = await tx.tag.findMany({ where, orderBy: { name: 'asc' }, select: { id: true, name: true } });
  const teams = await tx.team.findMany({ where, orderBy: { name: 'asc' }, select: { id: true, name: true } });
  const tagNames = new Map(tags.map(({ id, name }) => [id, name]));
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  const rules = await tx.approvalRule.findMany({
    where: { ...where, channelId: null, authorId: null, approverId: null },
    orderBy: { id: 'asc' },
  });
  const rails = await readGuardRails(tx, workspaceId);
  const { skills, weights, capacity, returnsToLastHandler } = await readRouting(tx, workspaceId);
  const hasRails = (await tx.guardRails.count({ where })) > 0;
  const hasRouting = (await tx.routingSettings.count({ where })) > 0;
  return templateContent.parse({
    tags: tags.map(({ name }) => name),
    savedReplies: await tx.savedReply.findMany({
      where,
      orderBy: [{ folder: 'asc' }, { title: 'asc' }, { id: 'asc' }],
      select: { title: true, folder: true, fr: true, en: true },
    }),
    guardRails: hasRails ? { ...rails, ...signaturesOfNobody } : null,
    approvalRules: rules.map(({ tagId, approverTeamId, ...rule }) => ({
      ...rule,
      tag: (tagId === null ? null : tagNames.get(tagId)) ?? null,
      approverTeam: (approverTeamId === null ? null : teamNames.get(approverTeamId)) ?? null,
    })),
    itemFields: await tx.itemField.findMany({ where, orderBy: { id: 'asc' } }),
    contactFields: await tx.contactField.findMany({ where, orderBy: { id: 'asc' } }),
    teams: teams.map(({ name }) => name),
    routing: hasRouting
      ? {
          weights,
          capacity,
          returnsToLastHandler,
          skills: skills.flatMap(({ tagId, skill }) => {
            const tag = tagNames.get(tagId);
            return tag === undefined ? [] : [{ tag, skill }];
          }),
        }
      : null,
  });
}

const { signatureFr, signatureEn } = noGuardRails;
/** A signature is the brand's voice: each client writes its own. */
const signaturesOfNobody = { signatureFr, signatureEn };
