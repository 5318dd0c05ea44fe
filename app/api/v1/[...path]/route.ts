import { readSessionId } from '#app/auth/session-cookie.ts';
import { preferredLanguage } from '#app/i18n/locales.ts';
import { handle } from '#lib/api/handle.ts';

export const dynamic = 'force-dynamic';

async function answer(request: Request): Promise<Response> {
  return await handle(request, { readSessionId, locale: preferredLanguage(request.headers.get('accept-language')) });
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
