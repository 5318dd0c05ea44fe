import type { GraphFault } from './answers.ts';

/** Fields of a Page about messages start so. They need a permission of their own. */
const ofMessages = /^(message|messaging|standby)/;

/**
 * The fault that refuses a call of `subscribed_apps`: one field without its permission refuses all of them. Null: accepted.
 * @param needed the permission for messages with this sign-in
 */
export function fieldsFault(
  fields: readonly string[],
  { needed, granted }: { needed: string; granted: (scope: string) => boolean },
): GraphFault | null {
  const refused = granted(needed) ? undefined : fields.find((field) => ofMessages.test(field));
  if (refused === undefined) return null;
  return {
    code: 200,
    message: `(#200) To subscribe to the ${refused} field, one of these permissions is needed: ${needed}`,
    status: 403,
  };
}

/** The permissions that a person granted: those that the dialog asked for, or all of a configuration. */
export function createGrants() {
  let granted: ReadonlySet<string> | null = null;
  const withheld = new Set<string>();
  return {
    /** @param scope as the dialog was asked, null for a configuration */
    grant: (scope: string | null) => {
      granted = scope === null ? null : new Set(scope.split(','));
    },
    withhold: (scope: string) => void withheld.add(scope),
    isWithheld: (what: string) => withheld.has(what),
    has: (scope: string) => !withheld.has(scope) && (granted === null || granted.has(scope)),
  };
}
