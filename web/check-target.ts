import type { IncomingMessage } from 'node:http';
import { isFitText } from '#lib/check-text.ts';
import type { Refused } from './refuse.ts';

/** The methods of each part of the site. A page accepts POST only for its server actions. */
const METHODS = {
  api: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  files: ['GET', 'HEAD'],
  pages: ['GET', 'HEAD', 'POST'],
};

/** Whether any of our pages or routes could answer a request's method and address. */
export function checkTarget({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Refused | null {
  // `*` and absolute addresses are meant for proxies; Next would redirect to them.
  if (!url.startsWith('/')) return { code: 'malformed_request' };
  const [path = '', ...query] = url.split('?');
  const part = partOf(path);
  const methods = METHODS[part];
  if (!methods.includes(method)) return { code: 'method_not_allowed', headers: { allow: methods.join(', ') } };
  if (!isReadable(path)) return { code: 'unknown_address' };
  // The API itself names the wrong field of a query.
  if (part === 'pages' && !isFitText(readQuery(query.join('?')))) return { code: 'unknown_address' };
  return null;
}

/** The query as text, as a page reads it: bytes that are not UTF-8 are replaced. */
function readQuery(query: string): string {
  return [...new URLSearchParams(query)].flat().join('');
}

function partOf(path: string): keyof typeof METHODS {
  if (path.startsWith('/api/')) return 'api';
  return path.startsWith('/_next/') ? 'files' : 'pages';
}

/** Whether it decodes to ordinary text; pages and routes can read nothing else. */
function isReadable(path: string): boolean {
  try {
    return isFitText(decodeURIComponent(path));
  } catch {
    return false; // not UTF-8
  }
}
