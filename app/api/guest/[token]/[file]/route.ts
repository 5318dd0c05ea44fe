import { visitorOf } from '#app/auth/visitor.ts';
import { readGuestFile } from '#lib/guests/read-guest-file.ts';
import { UnfitMedia } from '#lib/media/fetch-media.ts';
import { Refusal } from '#lib/refusal.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string; file: string }> };

/** A picture on the page of a guest link. Whatever is not shown there looks as if it did not exist. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token, file } = await params;
  const { ipAddress } = visitorOf(request.headers);
  const media = await readGuestFile({ token, ipAddress }, file).catch((error: unknown) => {
    if (error instanceof Refusal || error instanceof UnfitMedia) return null;
    throw error;
  });
  if (!media) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
  return new Response(media.bytes, {
    headers: {
      'content-type': media.mimeType,
      'content-length': String(media.bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}
