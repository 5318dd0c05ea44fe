import { z } from 'zod';
import { itemFieldInput } from '#lib/items/fields/types.ts';
import { TAG_LIMIT } from '#lib/items/types.ts';
import { approvalRuleInput } from '#lib/outbox/approval/types.ts';
import { routingInput } from '#lib/routing/types.ts';
import { guardRailsInput, savedReplyInput } from '#lib/saved-replies/types.ts';
import { FIELD_CHOICES_LIMIT, FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT } from '#lib/contacts/types.ts';
import { TEAM_NAME_LIMIT } from '#lib/workspaces/types.ts';
import type { TemplateCounts } from '../types.ts';

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
