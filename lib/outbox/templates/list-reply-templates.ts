import { defineAct } from '#lib/act.ts';
import type { MessageTemplate } from '#lib/networks/contract.ts';
import { readTemplates } from './read-templates.ts';

/**
 * The templates that can be sent to the contact of an item, by name.
 * @throws Refusal `not_found`; `not_offered` on a network without any; `channel_unavailable`, `network_refused`, `network_unavailable`
 */
export const listReplyTemplates = defineAct(
  'replies.write',
  async (caller, { itemId }: { itemId: string }): Promise<{ templates: MessageTemplate[] }> => {
    const templates = await readTemplates(caller, itemId);
    return { templates: templates.toSorted((one, other) => one.name.localeCompare(other.name)) };
  },
);
