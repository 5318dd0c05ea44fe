import type { Picture } from '#tests/networks/bluesky/fan.ts';
import { type Colour, draw, mix, parseColour } from '../draw.ts';

export type Face = {
  /** Colours as `#rrggbb`: of the background, the skin, the hair and the clothes. */
  paper: string;
  skin: string;
  hair: string;
  top: string;
  cut: 'short' | 'bob' | 'long' | 'curly' | 'bun' | 'bald' | 'cap' | 'scarf';
  extra?: 'glasses' | 'beard' | 'moustache';
};

const SIZE = 240;
const INK: Colour = [38, 28, 26];
const LIPS: Colour = [158, 62, 58];
/** The middle of the face, as shares of the picture's height; across, it is 0. */
const MIDDLE = 0.43;
const EYES = { across: 0.062, down: 0.42 };

/** A portrait: a person of flat shapes, from the front. */
export function drawFace(face: Face): Picture {
  const colours: Colours = {
    paper: parseColour(face.paper),
    skin: parseColour(face.skin),
    hair: parseColour(face.hair),
    top: parseColour(face.top),
  };
  return draw({ size: SIZE, alt: '' }, (x, y) => {
    const at = { across: x / SIZE - 0.5, down: y / SIZE };
    return features(face, colours, at) ?? head(face, colours, at) ?? body(face, colours, at);
  });
}

type Colours = Record<'paper' | 'skin' | 'hair' | 'top', Colour>;
type At = { across: number; down: number };

function features({ extra, cut }: Face, { skin, hair }: Colours, { across, down }: At): Colour | null {
  const fromEye = Math.hypot(Math.abs(across) - EYES.across, down - EYES.down);
  if (fromEye < 0.0145) return INK;
  const isBridge = Math.abs(across) < 0.024 && Math.abs(down - EYES.down) < 0.005;
  if (extra === 'glasses' && (Math.abs(fromEye - 0.042) < 0.0065 || isBridge)) return INK;
  if (Math.abs(Math.hypot(across, down - 0.47) - 0.06) < 0.0085 && down > 0.505) return LIPS;
  const isMoustache = Math.abs(across) < 0.058 && Math.abs(down - 0.496 - Math.abs(across) * 0.12) < 0.012;
  if (isMoustache && (extra === 'moustache' || extra === 'beard')) return hair;
  if (Math.abs(across) < 0.014 && Math.abs(down - 0.462) < 0.008) return mix(skin, INK, 0.22);
  const isBrow = Math.abs(Math.abs(across) - EYES.across) < 0.027 && Math.abs(down - 0.378) < 0.0065;
  return isBrow && cut !== 'cap' ? mix(hair, INK, 0.35) : null;
}

function head({ cut, extra }: Face, { skin, hair, top }: Colours, { across, down }: At): Colour | null {
  const side = Math.abs(across);
  const isFace = Math.hypot(across / 0.142, (down - MIDDLE) / 0.182) < 1;
  const isCrown = Math.hypot(across / 0.168, (down - 0.41) / 0.212) < 1;
  if (cut === 'scarf') {
    const isOpening = Math.hypot(across / 0.122, (down - 0.44) / 0.162) < 1;
    if (isOpening) return skin;
    const isWrapped = Math.hypot(across / 0.19, (down - 0.43) / 0.24) < 1;
    const isFold = down > 0.5 && down < 0.7 && side < 0.13 + (down - 0.5) * 0.35;
    return isWrapped || isFold ? top : null;
  }
  if (cut === 'cap') {
    const isBrim = side < 0.185 && Math.abs(down - 0.335) < 0.016;
    if (isBrim) return mix(top, INK, 0.35);
    if (isCrown && down < 0.335) return top;
  }
  if (isCrown && down < hairlineOf(cut, across)) return hair;
  if (cut === 'curly' && isCurl(across, down) && !(isFace && down > 0.335)) return hair;
  if (cut === 'bun' && Math.hypot(across, down - 0.185) < 0.075) return hair;
  if (isFace) {
    const isBeard = down > 0.545 || (side > 0.088 && down > 0.45);
    return extra === 'beard' && isBeard ? hair : skin;
  }
  const isEar = Math.hypot(side - 0.146, down - 0.435) < 0.03;
  if (isEar && !['long', 'bob', 'curly'].includes(cut)) return mix(skin, INK, 0.08);
  return null;
}

/** How far down the hair reaches on the forehead. */
function hairlineOf(cut: Face['cut'], across: number): number {
  switch (cut) {
    case 'short':
      return 0.325 + across * 0.22;
    case 'bob':
      return 0.35;
    case 'long':
      return 0.285 + Math.abs(across + 0.03) * 0.55;
    case 'bun':
      return 0.29 + Math.abs(across) * 0.4;
    case 'curly':
      return 0.33;
    case 'bald':
    case 'cap':
    case 'scarf':
      return 0;
    default:
      return cut satisfies never;
  }
}

function isCurl(across: number, down: number): boolean {
  const angle = Math.atan2(down - 0.37, across);
  return Math.hypot(across, down - 0.37) < 0.208 + 0.018 * Math.cos(angle * 11) && down < 0.52;
}

function body({ cut }: Face, { paper, skin, hair, top }: Colours, { across, down }: At): Colour {
  const side = Math.abs(across);
  if (side < 0.062 && down > 0.52 && down < 0.74 - side * 0.5) return mix(skin, INK, 0.14);
  const isBehind = Math.hypot(across / 0.185, (down - 0.41) / 0.222) < 1;
  const lengthOf = { long: 0.76, bob: 0.575 } as const;
  if (cut === 'long' || cut === 'bob') {
    if (isBehind || (side < 0.185 && down > 0.41 && down < lengthOf[cut])) return mix(hair, INK, 0.12);
  }
  if (Math.hypot(across / 0.37, (down - 1.02) / 0.34) < 1) return top;
  return paper;
}
