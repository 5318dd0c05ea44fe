import { createHash } from 'node:crypto';
import type { Cast, SandboxAnswer } from '#sandbox/kit/types.ts';
import { drawCup } from '../draw.ts';
import { brand } from './brand.ts';
import { drawFace } from './draw-face.ts';
import { personOf } from './people.ts';

const BRAND_PICTURE = 'brand';
/** What a picture without a name of its own is drawn in. */
const CUP_COLOURS = ['#b4543a', '#2f6f73', '#8a5a9e', '#3c5a99', '#c08a2d', '#4f7d3f', '#a13d63', '#7a4a32'];

/** The demo's brand and people, with pictures at this address. */
export function castAt(origin: string): Cast {
  const pictureOf = (name: string) => `${origin}/_media/${name}.png`;
  return {
    brand: { name: brand.name, handle: brand.handle, avatarUrl: pictureOf(BRAND_PICTURE) },
    personOf: (handle) => {
      const person = personOf(handle);
      return person && { name: person.name, handle, avatarUrl: pictureOf(handle) };
    },
  };
}

/** The picture under a name: somebody's face, the brand's cup, or a cup of another colour for anything else. */
export function drawPicture(path: string): SandboxAnswer {
  const [, name] = /^([\w-]{1,80})\.png$/.exec(path) ?? [];
  if (name === undefined) return { status: 404, body: 'no picture' };
  const drawn = drawings.get(name) ?? draw(name);
  drawings.set(name, drawn);
  return { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from(drawn) };
}

const drawings = new Map<string, Uint8Array>();

function draw(name: string): Uint8Array {
  const person = personOf(name);
  if (person) return drawFace(person.face).data;
  if (name === BRAND_PICTURE) return drawCup(brand.colour, '').data;
  const [seed = 0] = createHash('sha256').update(name).digest();
  return drawCup(CUP_COLOURS[seed % CUP_COLOURS.length] ?? brand.colour, '').data;
}
