import type { Tx } from '#lib/db/tx.ts';
import { findPhrase } from '#lib/saved-replies/text/find-phrase.ts';

import { type LeftOut, NAMED_LIMIT, type TemplatePart, templateParts, type TemplatePreview } from '../types.ts';
import { countsOf, type TemplateContent } from './content.ts';

/** Shorter names occur in everybody's texts. */
const SHORTEST_NAME = 3;

/** What a workspace's texts may call the client, and the people who work for it: as whole words, whatever their case and accents. */
export async function namesOfClient(tx: Tx, workspaceId: string): Promise<string[]> {
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, slug: true },
  });
  const channels = await tx.channel.findMany({ where: { workspaceId }, select: { name: true, handle: true } });
  const fields = await tx.replyField.findMany({ where: { workspaceId }, select: { fr: true, en: true } });
  const members = await tx.member.findMany({
    where: { workspaceId },
    select: { user: { select: { name: true, email: true } } },
  });
  const names = [
    workspace.name,
    workspace.slug,
    ...channels.flatMap(({ name, handle }) => [name, handle]),
    ...fields.flatMap(({ fr, en }) => [fr, en]),
    ...members.flatMap(({ user }) => [user.name, user.email]),
  ];
  return [...new Set(names.map((name) => name.replaceAll('*', ' ').trim()))].filter(
    (name) => name.length >= SHORTEST_NAME,
  );
}

/** The settings that name nobody of the client, and those that do, in the order of the parts. */
export function withoutNames(
  content: TemplateContent,
  names: readonly string[],
): { content: TemplateContent; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const namesNobody = (texts: readonly string[]) =>
    texts.every((text) => names.every((name) => findPhrase(text, name).length === 0));
  const kept = <T>(part: TemplatePart, rows: readonly T[], name: (row: T) => string, texts: (row: T) => string[]) =>
    rows.filter((row) => {
      if (namesNobody(texts(row))) return true;
      leftOut.push({ part, name: name(row) });
      return false;
    });
  const itself = (text: string) => text;
  const alone = (text: string) => [text];
  const tags = kept('tags', content.tags, itself, alone);
  const teams = kept('teams', content.teams, itself, alone);
  const isKept = (known: readonly string[], name: string | null) => name === null || known.includes(name);
  const rails = content.guardRails;
  const clean: TemplateContent = {
    tags,
    teams,
    savedReplies: kept(
      'savedReplies',
      content.savedReplies,
      ({ title }) => title,
      ({ title, folder, fr, en }) => [title, folder, fr, en],
    ),
    guardRails: rails && {
      ...rails,
      tone: kept('guardRails', [rails.tone], itself, alone)[0] ?? '',
      bannedWords: kept('guardRails', rails.bannedWords, itself, alone),
      requiredWords: kept('guardRails', rails.requiredWords, itself, alone),
    },
    // A rule without the tag that narrows it would hold for more than it did.
    approvalRules: kept(
      'approvalRules',
      content.approvalRules,
      ({ name }) => name,
      ({ name, tag, approverTeam }) => [name, tag ?? '', approverTeam ?? ''],
    ).filter(({ tag, approverTeam }) => isKept(tags, tag) && isKept(teams, approverTeam)),
    itemFields: kept(
      'itemFields',
      content.itemFields,
      ({ name }) => name,
      ({ name, options }) => [name, ...options],
    ),
    contactFields: kept(
      'contactFields',
      content.contactFields,
      ({ name }) => name,
      ({ name, choices }) => [name, ...choices],
    ),
    routing: content.routing && {
      ...content.routing,
      skills: content.routing.skills.filter(({ tag, skill }) => isKept(tags, tag) && namesNobody([skill])),
    },
  };
  return {
    content: clean,
    leftOut: leftOut.sort((a, b) => templateParts.indexOf(a.part) - templateParts.indexOf(b.part)),
  };
}

export function previewOf({ content, leftOut }: ReturnType<typeof withoutNames>): TemplatePreview {
  return { counts: countsOf(content), leftOut: leftOut.slice(0, NAMED_LIMIT), leftOutCount: leftOut.length };
}
