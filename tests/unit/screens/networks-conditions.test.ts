import { expect, test } from 'vitest';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

test.each([
  ['English', en.networks.requires],
  ['French', fr.networks.requires],
])('%s says every condition of a network as a condition', (_, sentences) => {
  const reasons = networks.flatMap((network) =>
    Object.values(connectorOf(network)?.conditions ?? {}).flatMap((byAction) => Object.values(byAction).flat()),
  );
  expect(reasons.filter((reason) => !Object.hasOwn(sentences, reason))).toEqual([]);
});
