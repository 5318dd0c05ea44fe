const REMOVED = '[removed]';

/** Names under which networks and we ourselves hand secrets on, in queries, forms and JSON; `_` and `-` may be missing. */
const names = [
  'access[_-]?token',
  'refresh[_-]?token',
  'id[_-]?token',
  'user[_-]?token',
  'advertiser[_-]?token',
  'input[_-]?token',
  'fb[_-]?exchange[_-]?token',
  '(?:hub\\.)?verify[_-]?token',
  '(?:client|app|webhook|consumer)[_-]?secret',
  'appsecret[_-]?proof',
  '(?:auth(?:orization)?[_-]?)code',
  'code[_-]?verifier',
  '(?:app[_-]?)?password',
  '(?:access|refresh)[_-]?jwt',
  'api[_-]?key',
  'authorization',
  '(?:set-)?cookie',
].join('|');

/** `name=value`, also where the whole was encoded as part of another address. */
const inQuery = new RegExp(`((?:(?<![\\w.])|(?<=%[0-9A-F]{2}))(?:${names})(?:=|%3D))(?:(?!%26)[^&\\s"'\\\\<>])+`, 'gi');
/** `"name":"value"`, also where the JSON stands as a text in another. */
const inJson = new RegExp(`(\\\\{0,7}"(?:${names})\\\\{0,7}"\\s{0,9}:\\s{0,9}\\\\{0,7}")[^"]*?(?=\\\\{0,7}")`, 'gi');
/** RFC 9110, 11.4: a scheme and what proves it. Words of a sentence are shorter. */
const inHeader = /\b(Bearer|Basic)\s{1,3}[\w.~+/=|-]{16,}/gi;
/** Tokens that networks repeat in their errors ("Malformed access token EAAB…"), and such as tell themselves by their shape. */
const bySight = [
  /(?<=\btoken:?\s{1,3}["']?)(?=[^\s"']*\d)[\w.~+/=|-]{16,}/gi,
  /\b(?:EAA|IGQ|IGA|THQ|THA)[A-Za-z0-9]{16,}\b/g,
  /\bya29\.[\w-]{10,}/g,
  /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]*/g,
];

/**
 * A text for the logs or for a member's eyes, without the secrets that a network or an address may have brought into it.
 * Spans are bounded: whoever writes the text must not decide how long it takes to read it.
 */
export function hideSecrets(text: string): string {
  const named = text
    .replace(inQuery, `$1${REMOVED}`)
    .replace(inJson, `$1${REMOVED}`)
    .replace(inHeader, `$1 ${REMOVED}`);
  return bySight.reduce((shown, shape) => shown.replace(shape, REMOVED), named);
}
