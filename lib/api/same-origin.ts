import { env } from '#lib/env.ts';
import { RequestRefusal } from './problem.ts';

/**
 * Prevents other sites from acting with a member's cookie. Browsers report a request's origin (`Sec-Fetch-Site`, older
 * ones `Origin`), and pages cannot forge it. A client that sends neither is not a browser and holds no stolen cookie.
 * @throws RequestRefusal `cross_origin`
 */
export function requireSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.get('origin');
  if (!site && !origin) return;
  if (!site && origin && isOurs(origin, request)) return;
  throw new RequestRefusal('cross_origin');
}

function isOurs(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  const { PUBLIC_URL } = env();
  return (
    host === (request.headers.get('host') ?? new URL(request.url).host) ||
    (PUBLIC_URL !== undefined && host === new URL(PUBLIC_URL).host)
  );
}
