import { readHealth } from '#lib/health.ts';

export const dynamic = 'force-dynamic';

/** For whoever watches over the installation; needs no key and tells no more than up or down. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
