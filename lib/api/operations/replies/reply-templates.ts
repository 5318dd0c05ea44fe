import { z } from 'zod';
import type { MessageTemplate } from '#lib/networks/contract.ts';
import { TEMPLATE_VALUE_LIMIT } from '#lib/networks/templates.ts';
import { listReplyTemplates } from '#lib/outbox/templates/list-reply-templates.ts';
import { operation } from '../../operation.ts';
import { id, none } from '../../schemas/fields.ts';

const template = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string().describe('As the network writes it'),
  category: z.string().describe('In the network’s words; the price depends on it'),
  text: z.string().describe('What the person reads, with its placeholders as {{name}}'),
  parameters: z.array(z.object({ name: z.string(), example: z.string().optional() })).readonly(),
}) satisfies z.ZodType<MessageTemplate>;

/** The template that a reply is. */
export const chosenTemplate = z.object({
  id: z.string().max(200),
  values: z
    .record(z.string().max(200), z.string().max(TEMPLATE_VALUE_LIMIT))
    .describe('By the names of its parameters'),
});

export const replyTemplateOperations = [
  operation({
    id: 'listReplyTemplates',
    method: 'GET',
    path: 'items/{itemId}/reply-templates',
    summary: 'List the templates that the network of an item accepts, also after its reply window',
    act: listReplyTemplates,
    refusals: ['not_offered', 'channel_unavailable', 'network_refused', 'network_unavailable'],
    params: z.object({ itemId: id }),
    query: none,
    body: none,
    answer: z.object({ templates: z.array(template) }),
    run: async (act, { params }) => await act(params),
  }),
];
