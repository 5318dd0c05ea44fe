import { expect, test } from 'vitest';
import { findPasswordFlaw } from '#lib/users/passwords/password.ts';
import { PASSWORD_MAX } from '#lib/users/types.ts';

const person = { email: 'margaux.petit@example.test', name: 'Margaux Petit' };

test.each([
  ['une phrase assez longue', null],
  ['kW7#mQ2!xP', null],
  ['sunshine 4821 9037 55', null],
  ['margaux aime les longues promenades', null],
  ['123456789', 'too_short'],
  ['🐈'.repeat(9), 'too_short'],
  ['é'.repeat(201), 'too_long'],
  ['1234567890', 'common'],
  ['qwertyuiop', 'common'],
  ['Password123!', 'common'],
  ['p4ssw0rd2024', 'common'],
  ['poiuytreza', 'keys'],
  ['sunshinesunshine', 'repeats'],
  ['🐈🐈🐈🐈🐈🐈🐈🐈🐈x', 'repeats'],
  ['motdepasse2024', 'guessable'],
  ['parvisparvis', 'repeats'],
  ['Parvis2026', 'common'],
  ['MargauxPetit1', 'like_you'],
  ['petit.margaux', 'like_you'],
])('the password %j has the flaw: %s', async (password, flaw) => {
  expect(await findPasswordFlaw(password, person)).toBe(flaw);
});

test('a password of look-alikes as long as one may be is estimated without its time growing with its length', async () => {
  const read = async (text: string) => {
    const startedAt = process.cpuUsage();
    await findPasswordFlaw(text, person);
    return process.cpuUsage(startedAt).user;
  };
  const worst = '4@8({[</369&#!1iloO0$5+7%2zZ'.repeat(8);
  await read(worst.slice(0, 64)); // loads what it takes
  const short = await read(worst.slice(0, 64));
  const long = await read(worst.slice(0, PASSWORD_MAX));
  expect(long).toBeLessThan(short * 5);
});
