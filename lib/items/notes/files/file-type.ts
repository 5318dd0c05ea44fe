import { mediaTypeOf } from '#lib/media/media-type.ts';
import { plainLine } from '#lib/plain-text.ts';

/** The types that a note may carry, each with the endings that a file of it may have; the first is given where none of them fits. */
const endings = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'csv', 'log', 'md'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type NoteFileType = keyof typeof endings;
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const satisfies readonly NoteFileType[];

const NAME_LENGTH = 120;

/** What a file is, by its content; null for all that a note may not carry: pages, SVG, archives, programs, anything unknown. */
export async function noteFileType(bytes: Uint8Array): Promise<NoteFileType | null> {
  const media = await mediaTypeOf(bytes);
  const image = imageTypes.find((type) => type === media);
  if (image) return image;
  if (media !== null) return null;
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-') return 'application/pdf';
  return isText(bytes) ? 'text/plain' : null;
}

/** Text has no control characters besides tabs and line ends, and is no page or script of a shell. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    return !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u.test(text) && !/^\s*(?:<|#!)/u.test(text);
  } catch {
    return false; // not UTF-8
  }
}

/** A name that is shown and downloaded safely: one line, no path, and the ending of what the file is. */
export function safeName(name: string, type: NoteFileType): string {
  const last = plainLine(name, NAME_LENGTH)
    .split(/[/\\]/u)
    .at(-1)
    // What file systems give a meaning to.
    ?.replaceAll(/[<>:"|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const [first, ...others] = endings[type];
  const given = /\.([^.]+)$/u.exec(last ?? '')?.[1]?.toLowerCase();
  if (last && [first, ...others].some((ending) => ending === given)) return last;
  return `${last === undefined || last === '' ? 'file' : last}.${first}`;
}

export function isImage(mimeType: string): boolean {
  return imageTypes.some((type) => type === mimeType);
}
