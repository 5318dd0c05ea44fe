import { readPublicMedia } from '#lib/channels/public-media-url.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string }> };

/** An attachment for the network that is to show it. Who has no address of it learns nothing, not even that it is there. */
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
