import { expect, test } from 'vitest';
import { mediaTypeOf } from '#lib/media/media-type.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string) => latin1(`\0\0\0\x18ftyp${brand}\0\0\0\0`);

/** One page of an Ogg stream (RFC 3533, 6) whose first packet begins so. */
const oggOf = (packet: string) => latin1(`OggS\0\x02${'\0'.repeat(20)}\x01\x1e${packet}${'\0'.repeat(24)}`);

test.each<[string, Buffer, string]>([
  ['PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'],
  ['JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
  ['GIF', latin1('GIF89a\x01\0\x01\0'), 'image/gif'],
  ['WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
  ['AVIF', box('avif'), 'image/avif'],
  ['MP4', box('isom'), 'video/mp4'],
  ['MP4 of QuickTime’s family', box('mp42'), 'video/mp4'],
  [
    'WebM',
    latin1('\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm'),
    'video/webm',
  ],
  ['M4A', box('M4A '), 'audio/mp4'],
  ['MP3 with tags', latin1(`ID3\x04\0\0\0\0\x7f\x7f${'\0'.repeat(5_000)}`), 'audio/mpeg'],
  ['an animated PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\x08acTL\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0IDAT'), 'image/png'],
  ['3GP', box('3gp5'), 'video/mp4'],
  ['MP3 without', latin1('\xff\xfb\x90\x64\0\0'), 'audio/mpeg'],
  ['Ogg with Vorbis', oggOf('\x01vorbis'), 'audio/ogg'],
  ['Ogg with Opus', oggOf('OpusHead'), 'audio/ogg'],
  ['WAV', latin1('RIFF\x10\0\0\0WAVEfmt '), 'audio/wav'],
])('recognizes %s by its first bytes', async (_, bytes, type) => {
  expect(await mediaTypeOf(bytes)).toBe(type);
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a page', latin1('<!doctype html>')],
  ['Matroska that is no WebM', latin1('\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska')],
  ['a QuickTime film', box('qt  ')],
  ['a HEIC picture', box('heic')],
  ['AAC in frames', latin1('\xff\xf1\x50\x80\0\0')],
  ['two bytes of a text in UTF-16', latin1('\xff\xfe<\0h\0t\0m\0l\0')],
  ['RIFF of another kind', latin1('RIFF\x10\0\0\0AVI LIST')],
  ['gzip', latin1('\x1f\x8b\x08\0')],
  [
    'a film in Windows Media whose objects never end',
    latin1(`\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9${'\0'.repeat(5_000)}`),
  ],
  ['JPEG XL of an endless box', latin1(`\0\0\0\x0cJXL \r\n\x87\n${'\0'.repeat(5_000)}`)],
  [
    'a zip that says it is larger than it is',
    latin1(`PK\x03\x04\x14\0\x08\0\x08\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x01\0\0\0a`),
  ],
])('does not serve %s as media', async (_, bytes) => {
  expect(await mediaTypeOf(bytes)).toBeNull();
});
