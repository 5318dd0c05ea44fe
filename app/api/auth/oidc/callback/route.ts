import { takeAttemptCookie } from '#app/auth/attempt-cookie.ts';
import { completeSignIn } from '#app/auth/complete-sign-in.ts';
import { safePath } from '#app/auth/safe-path.ts';
import { goBack, goOn } from '#app/auth/single-sign-on-answer.ts';
import { visitorOf } from '#app/auth/visitor.ts';
import { finishSingleSignOn } from '#lib/workspaces/single-sign-on/finish-single-sign-on.ts';

export const dynamic = 'force-dynamic';

/** Where the provider sends a browser back to. */
export async function GET(request: Request): Promise<Response> {
  const attempt = await takeAttemptCookie();
  try {
    const { search } = new URL(request.url);
    const signedIn = await finishSingleSignOn({ attempt, query: search }, visitorOf(request.headers));
    await completeSignIn(signedIn, { method: 'single_sign_on', headers: request.headers });
    return goOn(safePath(signedIn.next));
  } catch (error) {
    return goBack(error);
  }
}
