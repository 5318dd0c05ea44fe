import { expect, test } from 'vitest';
import { encryptPayload } from '#lib/push/encrypt-payload.ts';

/** The example of RFC 8291, 5 and Appendix A. */
const example = {
  text: 'When I grow up, I want to be a watermelon',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('the example of the standard is encrypted as it is there', () => {
  const once = {
    salt: Buffer.from(example.salt, 'base64url'),
    privateKey: Buffer.from(example.privateKey, 'base64url'),
  };
  expect(encryptPayload(example.text, example, once).toString('base64url')).toBe(example.message);
});

test('the same text is never encrypted the same way twice', () => {
  expect(encryptPayload('a', example)).not.toEqual(encryptPayload('a', example));
});

test('a text that a push service need not take is refused', () => {
  expect(encryptPayload('é'.repeat(1_996), example)).toHaveLength(4_095);
  expect(() => encryptPayload('é'.repeat(1_997), example)).toThrow('too long');
});
