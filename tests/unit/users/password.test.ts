import { expect, test } from 'vitest';
import { findPasswordFlaw } from '#lib/users/passwords/password.ts';

const person = { email: 'margaux.petit@example.test', name: 'Margaux Petit' };

test.each([
  ['une phrase assez longue', null],
  ['kW7#mQ2!xP', null],
  ['🐈🐈🐈🐈🐈🐈🐈🐈🐈x', null],
  ['123456789', 'too_short'],
  ['🐈'.repeat(9), 'too_short'],
  ['é'.repeat(201), 'too_long'],
  ['1234567890', 'breached'],
  ['qwertyuiop', 'breached'],
  ['poiuytreza', 'breached'],
  ['Password123!', 'breached'],
  ['p4ssw0rd2024', 'breached'],
  ['sunshinesunshine', 'breached'],
  ['MargauxPetit1', 'like_you'],
  ['petit.margaux', 'like_you'],
  ['sunshine 4821 9037 55', null],
  ['margaux aime les longues promenades', null],
])('the password %j has the flaw: %s', (password, flaw) => {
  expect(findPasswordFlaw(password, person)).toBe(flaw);
});
