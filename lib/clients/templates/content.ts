import { z } from 'zod';
import { itemFieldInput } from '#lib/items/fields/types.ts';
import { TAG_LIMIT } from '#lib/items/types.ts';
import { approvalRuleInput } from '#lib/outbox/approval/types.ts';
import { routingInput } from '#lib/routing/types.ts';
import { guardRailsInput, savedReplyInput } from '#lib/saved-replies/types.ts';
import { FIELD_CHOICES_LIMIT, FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT } from '#lib/contacts/types.ts';
import { TEAM_NAME_LIMIT } from '#lib/workspaces/types.ts';

export const TEMPLATE_NAME_LIMIT = 80;
/** The most templates of an organization. */
export const TEMPLATES_LIMIT = 50;
/** The most texts that the preview names, so that it stays one. */
export const NAMED_LIMIT = 20;

/** What a new workspace can take of a template, each by itself, in the order in which it is shown and written. */
export const templateParts = [
  'tags',
  'savedReplies',
  'guardRails',
  'approvalRules',
  'itemFields',
  'contactFields',
  'teams',
  'routing',
] as const;
export type TemplatePart = (typeof templateParts)[number];

const tagName = z.string().min(1).max(TAG_LIMIT);
const teamName = z.string().min(1).max(TEAM_NAME_LIMIT);

/**
 * A template's settings, as they are stored. A tag and a team go by their name; people, channels, credentials and values that
 * are one client's own are not in it.
 */
export const templateContent = z.object({
  tags: z.array(tagName),
  savedReplies: z.array(savedReplyInput.omit({ isShared: true })),
  guardRails: guardRailsInput.nullable(),
  approvalRules: z.array(
    approvalRuleInput
      .pick({ name: true, kind: true, maxRating: true, authorRole: true, newDays: true, newReplies: true })
      .extend({ tag: tagName.nullable(), approverTeam: teamName.nullable() }),
  ),
  itemFields: z.array(itemFieldInput),
  contactFields: z.array(
    z.object({
      name: z.string().min(1).max(FIELD_NAME_LIMIT),
      kind: z.string(),
      choices: z.array(z.string().max(FIELD_VALUE_LIMIT)).max(FIELD_CHOICES_LIMIT),
    }),
  ),
  teams: z.array(teamName),
  routing: routingInput
    .pick({ weights: true, capacity: true, returnsToLastHandler: true })
    .extend({ skills: z.array(z.object({ tag: tagName, skill: z.string() })) })
    .nullable(),
});
export type TemplateContent = z.output<typeof templateContent>;

/** How much there is of each part. */
export type TemplateCounts = Record<TemplatePart, number>;

export function countsOf(content: TemplateContent): TemplateCounts {
  const { guardRails, routing, ...lists } = content;
  return {
    tags: lists.tags.length,
    savedReplies: lists.savedReplies.length,
    guardRails: guardRails === null ? 0 : 1,
    approvalRules: lists.approvalRules.length,
    itemFields: lists.itemFields.length,
    contactFields: lists.contactFields.length,
    teams: lists.teams.length,
    routing: routing === null ? 0 : 1,
  };
}

export type TemplateView = {
  id: string;
  name: string;
  /** ISO 8601. */
  updatedAt: string;
  counts: TemplateCounts;
};

/** A setting that stays out of a template, because it names the client or somebody of theirs. */
export type LeftOut = { part: TemplatePart; name: string };

/** What a template of this workspace would have, and what it would leave out. */
export type TemplatePreview = { counts: TemplateCounts; leftOut: LeftOut[]; leftOutCount: number };
