import { storable } from '#lib/text/storable.ts';

/** Names a network gives what it says of a delivery: its event, its id, its version. */
const TELLING = /^(content-type$|user-agent$|x-|webhook-|ce-)/;
/** What proves who sent it, or whose machine it came through: of no use once it is verified. */
const SECRET_OR_PASSING = /cookie|auth|token|secret|key|signature|forwarded|real-ip|client-ip|csrf/;

/** The headers of a delivery that are kept with it: none that holds a secret. Names in lower case. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => TELLING.test(name) && !SECRET_OR_PASSING.test(name))
      .map(([name, value]) => [storable(name), storable(value)]),
  );
}
