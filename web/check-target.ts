import type { IncomingMessage } from 'node:http';
import { isFitText } from '#lib/check-text.ts';
import type { Refused } from './refuse.ts';

/** The methods of each part of the site. A page takes POST for its server actions alone. */
const METHODS = {
  api: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  files: ['GET', 'HEAD'],
  pages: ['GET', 'HEAD', 'POST'],
};

/** Whether a request's method and address are such that anything of ours could answer it. */
export function checkTarget({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Refused | null {
  // `*`, and whole addresses, as a proxy gets them: Next would redirect to those.
  if (!url.startsWith('/')) return { code: 'malformed_request' };
  const [path = '', ...query] = url.split('?');
  const part = partOf(path);
  const methods = METHODS[part];
  if (!methods.includes(method)) return { code: 'method_not_allowed', headers: { allow: methods.join(', ') } };
  if (!isReadable(path)) return { code: 'unknown_address' };
  // The API names the field of its query that is wrong.
  if (part === 'pages' && !isFitText(readQuery(query.join('?')))) return { code: 'unknown_address' };
  return null;
}

/** The whole query as text, read as a page reads it: what is not UTF-8 is replaced. */
function readQuery(query: string): string {
  return [...new URLSearchParams(query)].flat().join('');
}

function partOf(path: string): keyof typeof METHODS {
  if (path.startsWith('/api/')) return 'api';
  return path.startsWith('/_next/') ? 'files' : 'pages';
}

/** Decodes to text that people write, without which no page and no route can take it apart. */
function isReadable(path: string): boolean {
  try {
    return isFitText(decodeURIComponent(path));
  } catch {
    return false; // not UTF-8
  }
}
