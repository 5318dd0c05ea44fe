import { type Page, test as base } from '@playwright/test';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { freePort } from '#scripts/postgres/free-port.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { expect, PASSWORD } from './instance.ts';
import { noForeignRequests } from './no-foreign-requests.ts';

/** The product with its demo: stand-ins of all networks, on which the test lets people act. */
export type DemoInstance = {
  address: string;
  /** Opens the set-up form for the first user. */
  setUpLink: string;
  /** The address at which the audience of the networks reads them. */
  sandbox: string;
  /** Lets the people on a network do something. */
  order: <T>(network: string, what: string, given?: Record<string, unknown>) => Promise<T>;
};

type Options = {
  /** The file's name. A worker's options are part of what it is: so each file gets an instance, which is set up once. */
  spec: string;
  /** How long a reply can be taken back. */
  undoSeconds: number;
};

export const test = base.extend<object, Options & { demo: DemoInstance; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  spec: ['', { scope: 'worker', option: true }],
  undoSeconds: [1, { scope: 'worker', option: true }],
  demo: [
    async ({ spec, undoSeconds }, use) => {
      if (spec === '') throw new Error('A file that uses the demo names itself: test.use({ spec })');
      const port = await freePort();
      const more = { SANDBOX_PORT: String(port), SANDBOX_QUIET: 'true', PARVIS_UNDO_SECONDS: String(undoSeconds) };
      const parvis = await serveParvis(more, { demo: true });
      const sandbox = `http://127.0.0.1:${port}`;
      await use({
        address: parvis.address,
        setUpLink: setUpLink(parvis.address, parvis.env.PARVIS_SECRET),
        sandbox,
        order: async <T>(network: string, what: string, given: Record<string, unknown> = {}) => {
          const answer = await fetch(`${sandbox}/_control/${network}/${what}`, {
            method: 'POST',
            body: JSON.stringify(given),
          });
          if (!answer.ok) throw new Error(`${network} ${what}: ${answer.status} ${await answer.text()}`);
          const { result } = (await answer.json()) as { result: T }; // the control answers so
          return result;
        },
      });
      await parvis.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/**
 * Sets Parvis up as its first user and chooses to explore the demo.
 * @param link the set-up link that Parvis prints until it is used
 * @returns the demo workspace's slug
 */
export async function explore(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.locator('[name=organization]').fill('Agence Cobalt');
  await page.locator('[name=workspace]').fill('Maison Lune');
  await page.locator('[name=name]').fill('Inès Morel');
  await page.locator('[name=email]').fill('ines@example.test');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('button[value=explore]').click();
  await page.waitForURL(/\/w\/demo-/);
  await expect(page.locator('a[data-item]').first()).toBeVisible({ timeout: 60_000 });
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

export { expect };
