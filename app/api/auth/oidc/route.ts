import { writeAttemptCookie } from '#app/auth/attempt-cookie.ts';
import { safePath } from '#app/auth/safe-path.ts';
import { goBack, goOn } from '#app/auth/single-sign-on-answer.ts';
import { beginSingleSignOn } from '#lib/users/single-sign-on/begin-single-sign-on.ts';

export const dynamic = 'force-dynamic';

/** Sends a browser to the provider. A link and not a form: a page's policy lets no form lead to another site. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  try {
    const { url, attempt } = await beginSingleSignOn({
      next: safePath(searchParams.get('next')),
      invitationToken: searchParams.get('invitation'),
    });
    await writeAttemptCookie(attempt);
    return goOn(url);
  } catch (error) {
    return goBack(error);
  }
}
