import { storable } from '#lib/text/storable.ts';

/** Headers with which networks describe a delivery: its event, id and version. */
const DESCRIPTIVE = /^(content-type$|user-agent$|x-|webhook-|ce-)/;
/** Secrets, signatures and proxy headers: not needed once the delivery is verified. */
const SECRET_OR_PROXY = /cookie|auth|token|secret|key|signature|forwarded|real-ip|client-ip|csrf/;

/** The headers that are stored with a delivery; none with a secret. Names in lower case. */
export function storedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => DESCRIPTIVE.test(name) && !SECRET_OR_PROXY.test(name))
      .map(([name, value]) => [storable(name), storable(value)]),
  );
}
