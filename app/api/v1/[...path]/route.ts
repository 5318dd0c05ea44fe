import { readClientAddress } from '#app/auth/forwarded-headers.ts';
import { readSessionId } from '#app/auth/session-cookie.ts';
import { preferredLanguage } from '#app/i18n/locales.ts';
import { handle } from '#lib/api/handle.ts';

export const dynamic = 'force-dynamic';

async function answer(request: Request): Promise<Response> {
  return await handle(request, {
    readSessionId,
    locale: preferredLanguage(request.headers.get('accept-language')),
    address: readClientAddress(request.headers),
  });
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
