import { test as base } from '@playwright/test';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { freePort } from '#scripts/postgres/free-port.ts';
import { type IdentityProvider, providerSettings, startIdentityProvider } from '#tests/support/identity-provider.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { expect, PASSWORD } from './instance.ts';
import { noForeignRequests } from './no-foreign-requests.ts';

type Installation = {
  address: string;
  setUpLink: string;
  provider: IdentityProvider;
  admin: (...words: string[]) => Promise<void>;
};

/** The product with a provider of its own beside it. */
const test = base.extend<object, { parvis: Installation; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  parvis: [
    // Playwright wants a destructured first parameter, and this fixture leans on no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // Each has to know the other's address before it starts.
      const port = await freePort();
      const serving = await serveParvis(providerSettings(`http://127.0.0.1:${port}`));
      const redirectUri = `${serving.address}/api/auth/oidc/callback`;
      const provider = await startIdentityProvider({ redirectUri, port });
      await use({
        address: serving.address,
        setUpLink: setUpLink(serving.address, serving.env.PARVIS_SECRET),
        provider,
        admin: async (...words) => {
          await runNode('scripts/admin.ts', { args: words, env: serving.env });
        },
      });
      await provider.stop();
      await serving.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test('an admin allows a domain, and a colleague signs in at the provider without a password', async ({
  browser,
  parvis,
}) => {
  const { provider } = parvis;
  provider.account('lea', { email: 'lea@example.test', email_verified: true, name: 'Léa Aubin' });
  provider.account('tom', { email: 'Tom@Example.test', email_verified: true, name: 'Tom Leroy' });
  provider.account('eve', { email: 'eve@elsewhere.test', email_verified: true, name: 'Eve' });

  const lea = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await lea.goto(parvis.setUpLink);
  await lea.getByLabel('Organization').fill('Maison Lune');
  await lea.getByLabel('First workspace').fill('Maison Lune');
  await lea.getByLabel('Your name').fill('Léa Aubin');
  await lea.getByLabel('Email').fill('lea@example.test');
  await lea.getByLabel('Password', { exact: true }).fill('motdepasse2024');
  await lea.getByRole('button', { name: 'Connect a channel' }).click();
  await expect(lea.getByText('This password is easy to guess. Add a word or two.')).toBeVisible();
  await lea.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await lea.getByRole('button', { name: 'Connect a channel' }).click();
  await lea.waitForURL(/\/channels\/connect/);

  await lea.goto(`${parvis.address}/w/maison-lune/settings/workspace`);
  await expect(lea.getByText('To require it, first sign in with Maison ID once yourself.')).toBeVisible();
  await lea.getByLabel('Email domains').fill('example.test');
  await lea.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect(lea.getByText('Saved.')).toBeVisible();

  await parvis.admin('create-user', '--email', 'tom@example.test', '--password', PASSWORD, '--name', 'Tom Leroy');
  await parvis.admin('add-member', '--workspace', 'maison-lune', '--email', 'tom@example.test', '--role', 'manager');

  const tom = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  await tom.goto(`${parvis.address}/w/maison-lune/open`);
  await tom.waitForURL(/\/sign-in\?next=/);
  await tom.getByRole('link', { name: 'Continuer avec Maison ID' }).click();
  await tom.getByRole('link', { name: 'Be tom' }).click();
  await tom.waitForURL(/\/w\/maison-lune\//);
  await expect(tom.getByRole('navigation').first()).toBeVisible();

  // The combobox of the palette: it finds by a few letters, the first answer is ready, and a key takes it.
  const field = tom.getByRole('combobox', { name: 'Commandes' });
  // A key that is pressed more than three seconds before the page listens is ignored, so press it again.
  await expect(async () => {
    await tom.keyboard.press('Control+k');
    await expect(field).toBeFocused({ timeout: 3_000 });
  }).toPass();
  await field.fill('zzzz');
  await expect(tom.getByRole('option')).toHaveText([/Chercher.*zzzz/]);
  await tom.keyboard.press('Escape');
  await expect(field).toBeHidden();

  const eve = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await eve.goto(`${parvis.address}/sign-in`);
  await eve.getByRole('link', { name: 'Continue with Maison ID' }).click();
  await eve.getByRole('link', { name: 'Be eve' }).click();
  await expect(eve.getByText('You can’t sign in this way with your email address.', { exact: false })).toBeVisible();

  await provider.goAway();
  await tom.context().clearCookies();
  await tom.goto(`${parvis.address}/sign-in`);
  await tom.getByRole('link', { name: 'Continuer avec Maison ID' }).click();
  // The provider's addresses are known already, so it is its own page that is missing now.
  await expect(tom).toHaveURL(/chrome-error|127\.0\.0\.1/);
});
