type Named = { id: string; name: string };

/** What the conditions of a rule can name. */
export type RuleChoices = {
  channels: readonly Named[];
  tags: readonly Named[];
  members: readonly (Named & { role: string })[];
  teams: readonly Named[];
};

export function nameOf(list: readonly Named[], id: string | null): string | undefined {
  return id === null ? undefined : list.find((one) => one.id === id)?.name;
}
