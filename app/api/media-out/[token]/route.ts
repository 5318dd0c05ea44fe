import { readPublicMedia } from '#lib/channels/public-media-url.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string }> };

/** Serves an attachment to the network that will publish it. Without the token, not even its existence is visible. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const media = await readPublicMedia((await params).token);
  if (!media) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
  return new Response(media.bytes, {
    headers: {
      'content-type': media.mimeType,
      'content-length': String(media.bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  });
}
