import { readHealth } from '#lib/health.ts';

export const dynamic = 'force-dynamic';

/** The health check. It needs no key and answers only what is up or down. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
