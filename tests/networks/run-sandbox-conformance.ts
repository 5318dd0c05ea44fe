import type { ItemKind } from '#lib/networks/contract.ts';
import { conformance } from './conformance.ts';
import { readingDeliveries } from './push-only.ts';
import { handshakeConformance } from './handshake-conformance.ts';
import { interruptions } from './interruptions.ts';
import { sandboxConformance } from './sandbox-conformance.ts';
import { unreadableEntries } from './unreadable-entries.ts';
import { type SandboxConformance, startSandbox } from './start-sandbox.ts';

/** Runs the conformance suite of a connector over its sandbox. */
export function conformanceOf<Credentials>(asked: SandboxConformance<Credentials>): void {
  const connector = asked.connector.isPushOnly ? readingDeliveries(asked.connector) : asked.connector;
  const given = { ...asked, connector };
  const [general, own] = partition(Object.entries(given.skips ?? {}), ([name]) => /^(kinds|webhooks):/.test(name));
  conformance(connector.name, connector.capabilities, () => startSandbox(given), {
    ...given,
    skips: Object.fromEntries(general),
  });
  sandboxConformance(connector, () => startSandbox(given), Object.fromEntries(own));
  handshakeConformance(connector, () => startSandbox(given));
  // The answers are made to differ from the specification.
  unreadableEntries(connector.name, connector.capabilities, (now) => startSandbox({ ...given, isChecked: false, now }));
  const kinds = Object.keys(connector.capabilities) as ItemKind[]; // the keys of a record by kind
  interruptions(
    connector.name,
    connector.capabilities,
    () => startSandbox(given),
    kinds.filter((kind) => kind !== 'comment'),
  );
}

/** Splits a list: first the entries for which `is` is false, then the others. */
function partition<T>(all: T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter((one) => !is(one)), all.filter(is)];
}
