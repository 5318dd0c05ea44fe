import { randomUUID } from 'node:crypto';
import { readSessionId } from '#app/auth/session-cookie.ts';
import { preferredLanguage } from '#app/i18n/locales.ts';
import { knownProblem } from '#lib/api/problem.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ network: string }> };

/** Where a network sends a member back to after its sign-in. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { network } = await params;
  try {
    const path = await answerConnection({
      network,
      params: Object.fromEntries(new URL(request.url).searchParams),
      sessionId: await readSessionId(),
    });
    // This address contains a code: do not send it on as a referrer.
    return new Response(null, {
      status: 303,
      headers: { location: path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  } catch (error) {
    const locale = preferredLanguage(request.headers.get('accept-language'));
    const problem = knownProblem(error, { locale, requestId: randomUUID() });
    if (!problem) throw error;
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    });
  }
}
