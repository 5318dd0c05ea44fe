import { describe, expect, test } from 'vitest';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

describe.each([
  ['English', en],
  ['French', fr],
])('the texts for connecting a network in %s', (_, { connect }) => {
  const fields: Partial<Record<string, string>> = connect.fields;

  test.each(networks)('every field that a member fills in to connect %s has a label', (network) => {
    const labels = (connectorOf(network)?.connectFields ?? []).map(({ label }) => label);
    expect(labels.filter((label) => !fields[label])).toEqual([]);
  });
});

describe.each([
  ['English', en],
  ['French', fr],
])('whoever a network does not name, in %s', (_, { queue }) => {
  const nameless: Partial<Record<string, string>> = queue.nameless;

  test.each(networks)('all that stands for a name on %s has a text', (network) => {
    const names = connectorOf(network)?.namelessAuthors ?? [];
    expect(names.filter((name) => !nameless[name])).toEqual([]);
  });
});
