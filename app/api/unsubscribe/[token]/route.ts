import { publicLink } from '#lib/mail/public-link.ts';
import { stopEmails } from '#lib/notifications/settings/stop-emails.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string }> };

/** A mail program ends the emails by itself (RFC 8058). The signed token is all that it needs; cookies are not looked at. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const isStopped = await stopEmails((await params).token);
  return new Response(null, { status: isStopped ? 204 : 404, headers: { 'cache-control': 'no-store' } });
}

/** A person who opens the address is asked first: programs open links before people do. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return Response.redirect(publicLink(`/unsubscribe/${encodeURIComponent((await params).token)}`), 303);
}
