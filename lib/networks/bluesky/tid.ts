import { randomInt } from 'node:crypto';

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const LENGTH = 13;

// Tells two processes apart that make a key in the same microsecond (the format's own "clock id").
const clockId = BigInt(randomInt(1024));
let last = 0n;

/**
 * A record key that sorts by time: 53 bits of microseconds and 10 bits of clock id, in 13 characters.
 * Source: atproto.com/specs/tid.
 */
export function makeTid(now: Date = new Date()): string {
  const wanted = BigInt(now.getTime()) * 1000n;
  last = wanted > last ? wanted : last + 1n;
  let bits = (last << 10n) | clockId;
  let tid = '';
  for (let i = 0; i < LENGTH; i += 1) {
    tid = ALPHABET[Number(bits & 31n)] + tid;
    bits >>= 5n;
  }
  return tid;
}
