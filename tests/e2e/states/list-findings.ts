import type { Found } from './visit.ts';

/** How many states are named beside an element. */
const NAMED = 4;

/** Groups findings by rule and element, the most frequent first, as Markdown; empty when there are none. */
export function listFindings(found: readonly Found[]): string {
  const rules = Object.entries(groupBy(found, ({ rule }) => rule)).toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  return rules.map(([rule, ofRule]) => `## ${rule}: ${ofRule.length}\n\n${elementsOf(ofRule)}\n`).join('\n');
}

function elementsOf(found: readonly Found[]): string {
  const groups = Object.values(groupBy(found, ({ element, why }) => `${element} ${why}`));
  return groups
    .toSorted((one, other) => other.length - one.length)
    .map((group) => {
      const [first] = group;
      const places = [...new Set(group.map(({ state, variant }) => `${state} (${variant})`))];
      const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : '';
      return `- ${first?.element ?? ''}\n  ${first?.why ?? ''}\n  ${places.slice(0, NAMED).join(', ')}${more}`;
    })
    .join('\n');
}

function groupBy(found: readonly Found[], keyOf: (one: Found) => string): Record<string, Found[]> {
  const groups: Record<string, Found[]> = {};
  for (const one of found) (groups[keyOf(one)] ??= []).push(one);
  return groups;
}
