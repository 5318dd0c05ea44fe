import { type Browser, type Page, test as base } from '@playwright/test';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { type Locale, regions } from '#components/prefs/regions.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { expect, PASSWORD } from './instance.ts';
import { noForeignRequests } from './no-foreign-requests.ts';

/** The product with one user, and the address of her settings. */
type SetUp = { address: string; settings: string };

const test = base.extend<object, { parvis: SetUp; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  parvis: [
    async ({ browser }, use) => {
      const serving = await serveParvis({});
      const page = await browser.newPage({ locale: 'en-GB' });
      await page.goto(setUpLink(serving.address, serving.env.PARVIS_SECRET));
      await page.getByLabel('Organization').fill('Maison Lune');
      await page.getByLabel('First workspace').fill('Maison Lune');
      await page.getByLabel('Your name').fill('Léa Aubin');
      await page.getByLabel('Email').fill('lea@example.test');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Connect a channel' }).click();
      await page.waitForURL(/\/channels\/connect/);
      await page.close();
      await use({ address: serving.address, settings: `${serving.address}/w/maison-lune/settings/account` });
      await serving.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Signs in with a browser of this region. @returns the page, and what React and the page complained of */
async function openSettings(browser: Browser, { settings }: SetUp, locale: string) {
  const page = await browser.newPage({ locale, timezoneId: 'Europe/Paris' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(settings);
  await page.getByLabel(/^e-?mail$/i).fill('lea@example.test');
  await page.getByLabel(/^(password|mot de passe)$/i).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/w\//);
  // The page is loaded from the server, so that what it wrote meets the browser's own dates.
  await page.goto(settings);
  await expect(page.getByRole('combobox').first()).toBeEnabled();
  return { page, complaints };
}

/** A day as this region writes it. */
const dayIn = (locale: Locale) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'Europe/Paris' }).format(new Date());

const sinceToday = (page: Page, words: string) => expect(page.getByText(words).first()).toBeVisible();

test('one page shows the dates of the region that each browser asks for', async ({ browser, parvis }) => {
  for (const [locale, since] of [
    ['en-US', 'since'],
    ['en-GB', 'since'],
    ['fr-FR', 'depuis le'],
  ] as const) {
    const { page, complaints } = await openSettings(browser, parvis, locale);
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await sinceToday(page, `${since} ${dayIn(locale)}`);
    expect(complaints).toEqual([]);
    await page.close();
  }
  expect(new Set([dayIn('en-US'), dayIn('en-GB'), dayIn('fr-FR')]).size).toBe(3);
});

test('a person whose browser is American chooses British dates, and keeps them', async ({ browser, parvis }) => {
  const { page, complaints } = await openSettings(browser, parvis, 'en-US');
  await sinceToday(page, `since ${dayIn('en-US')}`);
  await page.getByRole('combobox', { name: 'Dates and numbers' }).click();
  await page.getByRole('option', { name: /^United Kingdom · 21 Nov 2026, 14:30/ }).click();
  await sinceToday(page, `since ${dayIn('en-GB')}`);
  await page.reload();
  await sinceToday(page, `since ${dayIn('en-GB')}`);
  await page.getByRole('combobox', { name: 'Dates and numbers' }).click();
  await page.getByRole('option', { name: 'Same as the browser' }).click();
  await sinceToday(page, `since ${dayIn('en-US')}`);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the browser writes every region as the server does', async ({ page }) => {
  const locales = Object.entries(regions).flatMap(([language, list]) => list.map((region) => `${language}-${region}`));
  const write = (all: string[]) =>
    all.map((locale) => [
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(0),
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' }).format(0),
      new Intl.NumberFormat(locale).format(1_234_567.8),
    ]);
  expect(await page.evaluate(write, locales)).toEqual(write(locales));
});
