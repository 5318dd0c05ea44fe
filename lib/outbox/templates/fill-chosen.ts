import type { Caller } from '#lib/caller.ts';
import type { FilledTemplate } from '#lib/networks/contract.ts';
import { fillTemplate, unfilledParameters } from '#lib/networks/templates.ts';
import { Refusal } from '#lib/refusal.ts';
import { readTemplates } from './read-templates.ts';

/** A template that a member chose, with the values by the names of its parameters. */
export type ChosenTemplate = { id: string; values: Readonly<Record<string, string>> };

/**
 * The template as it is sent, and what the person reads.
 * @throws Refusal as `readTemplates`; `not_found` for one that may not be sent any more; `invalid` (`field`) for a value
 *   that is missing, too long or of several lines
 */
export async function fillChosen(
  caller: Caller,
  itemId: string,
  { id, values }: ChosenTemplate,
): Promise<{ filled: FilledTemplate; text: string }> {
  const template = (await readTemplates(caller, itemId)).find((one) => one.id === id);
  if (!template) throw new Refusal('not_found', { field: 'template' });
  const [unfilled] = unfilledParameters(template, values);
  if (unfilled !== undefined) throw new Refusal('invalid', { field: 'template', parameter: unfilled });
  const named = template.parameters.map(({ name }) => [name, values[name]?.trim() ?? ''] as const);
  const filled = { id, name: template.name, language: template.language, values: Object.fromEntries(named) };
  return { filled, text: fillTemplate(template, values) };
}
