import { describe, expect, test } from 'vitest';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

const spans = Object.keys(en.rateLimits.spans);

/** What each network limits, as the connectors declare it: `what`, or `what:span`. */
function declaredBy(network: string): { what: string; span: string | undefined }[] {
  return Object.keys(connectorOf(network)?.rateLimits ?? {}).map((allowance) => {
    const [what = '', span] = allowance.split(':');
    return { what, span };
  });
}

describe.each([
  ['English', en],
  ['French', fr],
])('the names of rate limits in %s', (_, { rateLimits }) => {
  const words: Partial<Record<string, Record<string, string>>> = rateLimits.of;

  test.each(networks)('every rate limit of %s has a name of its own, and no other name exists', (network) => {
    const declared = declaredBy(network);
    expect(Object.keys(words[network] ?? {}).toSorted()).toEqual(
      [...new Set(declared.map(({ what }) => what))].toSorted(),
    );
    for (const { span } of declared) if (span !== undefined) expect(spans).toContain(span);
    const said = Object.values(words[network] ?? {});
    expect(new Set(said).size).toBe(said.length);
  });

  test('rate limits are named only for networks that exist', () => {
    expect(Object.keys(words).filter((network) => !networks.some((known) => known === network))).toEqual([]);
  });
});
