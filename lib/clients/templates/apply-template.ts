import type { Tx } from '#lib/db/tx.ts';
import { marksOf } from '#lib/saved-replies/marks.ts';
import { foldedText } from '#lib/saved-replies/text/words.ts';
import type { TemplatePart } from '../types.ts';
import type { TemplateContent } from './content.ts';

/**
 * Writes a template's parts into a new workspace, in its transaction. A tag or a team that a chosen part names comes along.
 * Distribution stays off until somebody turns it on: nobody works there yet.
 */
export async function applyTemplate(
  tx: Tx,
  workspaceId: string,
  { content, parts }: { content: TemplateContent; parts: ReadonlySet<TemplatePart> },
): Promise<void> {
  const chosen = chooseParts(content, parts);
  const tagIds = await createNamed(chosen.tags, (name) =>
    tx.tag.create({ data: { workspaceId, name }, select: { id: true } }),
  );
  const teamIds = await createNamed(chosen.teams, (name) =>
    tx.team.create({ data: { workspaceId, name }, select: { id: true } }),
  );
  await tx.savedReply.createMany({
    data: chosen.savedReplies.map((reply) => ({
      workspaceId,
      ...reply,
      foldedText: [reply.title, reply.folder, reply.fr, reply.en].map(foldedText).join('\n'),
      marksFr: marksOf(reply.fr),
      marksEn: marksOf(reply.en),
    })),
  });
  if (chosen.guardRails) await tx.guardRails.create({ data: { workspaceId, ...chosen.guardRails } });
  await tx.approvalRule.createMany({
    data: chosen.approvalRules.map(({ tag, approverTeam, ...rule }) => ({
      workspaceId,
      ...rule,
      tagId: idOf(tagIds, tag),
      approverTeamId: idOf(teamIds, approverTeam),
    })),
  });
  await tx.itemField.createMany({ data: chosen.itemFields.map((field) => ({ workspaceId, ...field })) });
  await tx.contactField.createMany({ data: chosen.contactFields.map((field) => ({ workspaceId, ...field })) });
  if (!chosen.routing) return;
  const { weights, capacity, returnsToLastHandler, skills } = chosen.routing;
  await tx.routingSettings.create({
    data: {
      workspaceId,
      isOn: false,
      capacity,
      returnsToLastHandler,
      messageWeight: weights.message,
      commentWeight: weights.comment,
      reviewWeight: weights.review,
      mentionWeight: weights.mention,
    },
  });
  await tx.routingSkill.createMany({
    data: skills.flatMap(({ tag, skill }) => {
      const tagId = idOf(tagIds, tag);
      return tagId === null ? [] : [{ workspaceId, tagId, skill }];
    }),
  });
}

/** What of a template the chosen parts are, with the tags and teams that they name. */
export function chooseParts(content: TemplateContent, parts: ReadonlySet<TemplatePart>): TemplateContent {
  const of = <T>(part: TemplatePart, rows: T[]): T[] => (parts.has(part) ? rows : []);
  const approvalRules = of('approvalRules', content.approvalRules);
  const routing = parts.has('routing') ? content.routing : null;
  const named = (names: readonly (string | null)[]) => names.filter((name) => name !== null);
  const needed = {
    tags: named([...approvalRules.map(({ tag }) => tag), ...(routing?.skills.map(({ tag }) => tag) ?? [])]),
    teams: named(approvalRules.map(({ approverTeam }) => approverTeam)),
  };
  return {
    tags: [...new Set([...of('tags', content.tags), ...needed.tags])],
    savedReplies: of('savedReplies', content.savedReplies),
    guardRails: parts.has('guardRails') ? content.guardRails : null,
    approvalRules,
    itemFields: of('itemFields', content.itemFields),
    contactFields: of('contactFields', content.contactFields),
    teams: [...new Set([...of('teams', content.teams), ...needed.teams])],
    routing,
  };
}

async function createNamed(
  names: readonly string[],
  create: (name: string) => Promise<{ id: string }>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, (await create(name)).id);
  return ids;
}

function idOf(ids: ReadonlyMap<string, string>, name: string | null): string | null {
  return name === null ? null : (ids.get(name) ?? null);
}
