import type { SandboxRequest } from '../kit/types.ts';

/** One part of a form with files (RFC 7578), by its name. */
export function formPart({ headers, body }: SandboxRequest, name: string): Buffer | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(headers['content-type'] ?? '');
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return undefined;
  const delimiter = Buffer.from(`--${mark}`);
  for (let from = body.indexOf(delimiter); from >= 0;) {
    const end = body.indexOf(delimiter, from + delimiter.length);
    if (end < 0) return undefined;
    const part = body.subarray(from + delimiter.length + 2, end - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, headEnd).toString('utf8');
    if (headEnd >= 0 && head.includes(`name="${name}"`)) return part.subarray(headEnd + 4);
    from = end;
  }
  return undefined;
}
