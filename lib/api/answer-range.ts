/**
 * Answers with bytes or the requested range of them (RFC 9110, 14.2), as video players need. Multiple or malformed ranges
 * get the whole body.
 */
export function answerRange(
  request: Request,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Response {
  const size = bytes.length;
  const all = { ...headers, 'accept-ranges': 'bytes' };
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  const isBackwards = from !== '' && to !== '' && Number(to) < Number(from);
  if (isBackwards || (from === '' && to === ''))
    return new Response(bytes, { headers: { ...all, 'content-length': String(size) } });
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (first > last) {
    return new Response(null, {
      status: 416,
      headers: { 'content-range': `bytes */${size}`, 'cache-control': 'no-store' },
    });
  }
  return new Response(bytes.subarray(first, last + 1), {
    status: 206,
    headers: { ...all, 'content-range': `bytes ${first}-${last}/${size}`, 'content-length': String(last - first + 1) },
  });
}
