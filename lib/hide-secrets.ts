const REMOVED = '[removed]';

/** Names of secret parameters in queries, forms and JSON; `_` and `-` may be missing. */
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

/** `name=value`, also URL-encoded inside another address. */
const inQuery = new RegExp(`((?:(?<![\\w.])|(?<=%[0-9A-F]{2}))(?:${names})(?:=|%3D))(?:(?!%26)[^&\\s"'\\\\<>])+`, 'gi');
/** `"name":"value"`, also in JSON that is a string inside other JSON. */
const inJson = new RegExp(`(\\\\{0,7}"(?:${names})\\\\{0,7}"\\s{0,9}:\\s{0,9}\\\\{0,7}")[^"]*?(?=\\\\{0,7}")`, 'gi');
/** An authorization scheme with its credentials (RFC 9110, 11.4). Words of a sentence are shorter. */
const inHeader = /\b(Bearer|Basic)\s{1,3}[\w.~+/=|-]{16,}/gi;
/** Tokens that networks repeat in their errors ("Malformed access token EAAB…"), and tokens with a recognizable shape. */
const bySight = [
  /(?<=\btoken:?\s{1,3}["']?)(?=[^\s"']*\d)[\w.~+/=|-]{16,}/gi,
  /\b(?:EAA|IGQ|IGA|THQ|THA)[A-Za-z0-9]{16,}\b/g,
  /\bya29\.[\w-]{10,}/g,
  /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]*/g,
];

/**
 * Removes secrets from a text that goes to the logs or to a member. The patterns are bounded, so that a hostile text
 * cannot make them slow.
 */
export function hideSecrets(text: string): string {
  const named = text
    .replace(inQuery, `$1${REMOVED}`)
    .replace(inJson, `$1${REMOVED}`)
    .replace(inHeader, `$1 ${REMOVED}`);
  return bySight.reduce((shown, shape) => shown.replace(shape, REMOVED), named);
}
