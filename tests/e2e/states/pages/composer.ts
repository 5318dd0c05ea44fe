import type { Driver } from '../driver.ts';
import { statesOf } from '../state.ts';

const PAGE = 'w/[workspace]/[view]/[[...item]]/page.tsx';

/** Opens the composer with a key and types. */
async function write(driver: Driver, item: Parameters<Driver['item']>[0], key: string, text = ''): Promise<void> {
  await driver.item(item, 'all');
  await driver.compose(key, text);
}

/** What holds for the opened item. */
async function pinned(driver: Driver, seen = 'a:1') {
  const one = { id: '01a00000-0000-7000-8000-00000000000a', version: 1, kind: 'post', about: '', endsAt: null };
  const guidance = [
    {
      ...one,
      fr: 'La collection revient en mars : ne promettez aucune date, proposez l’alerte par e-mail.',
      en: 'The collection is back in March: promise no date, offer the alert by email.',
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    { ...one, id: `${one.id.slice(0, -1)}b`, kind: 'words', about: 'livraison, delivery', fr: 'Trois jours.', en: '' },
  ];
  await driver.page.route(/\/items\/[0-9a-f-]{36}\/guidance$/u, async (route) => {
    await route.fulfill({ json: { guidance, seen, changesAt: null } });
  });
}

/** What the server would have of the drafts in the opened item. */
async function storedDrafts(driver: Driver, { own = {}, others = [] }: { own?: object; others?: object[] }) {
  const version = '01a00000-0000-7000-8000-00000000000';
  const at = { version: `${version}1`, updatedAt: new Date().toISOString() };
  const mine = { mode: 'reply', attachments: [], target: null, guidance: null, handedBy: null, ...at, ...own };
  const colleague = { member: { id: `${version}2`, name: 'Hélène Achard' }, mode: 'reply', guidance: null, ...at };
  await driver.page.route(/\/items\/[0-9a-f-]{36}\/drafts$/u, async (route) => {
    const json = { own: 'text' in mine ? [mine] : [], others: others.map((other) => ({ ...colleague, ...other })) };
    await route.fulfill({ json });
  });
  return mine;
}

/** What the network of the item has approved. */
async function chooseTemplate(driver: Driver, templates: object[]): Promise<void> {
  await driver.page.route(/\/items\/[0-9a-f-]{36}\/reply-templates$/u, async (route) => {
    await route.fulfill({ json: { templates } });
  });
  await driver.item('templated', 'all');
  await driver.button('composer.templates.choose').click();
}

const order = {
  id: '1',
  name: 'reponse_commande',
  language: 'fr',
  category: 'UTILITY',
  text: 'Votre commande {{header.1}}\n\nBonjour {{1}}, nous avons la réponse à votre question : {{2}}.',
  parameters: [{ name: 'header.1', example: 'MA-2048' }, { name: '1', example: 'Camille' }, { name: '2' }],
};

export const composerStates = statesOf({ page: PAGE }, [
  {
    name: 'composer-template',
    reach: async (driver) => {
      await chooseTemplate(driver, [order]);
      const [first] = await driver.page
        .getByRole('group', { name: driver.say('composer.templates.label') })
        .getByRole('textbox')
        .all();
      await first?.fill('MA-2048');
    },
  },
  {
    name: 'composer-template-none',
    reach: async (driver) => {
      await chooseTemplate(driver, []);
      await driver.button('composer.templates.close').waitFor();
    },
  },
  { name: 'composer-reply', isByKeyboard: true, reach: async (driver) => await write(driver, 'dm', 'r') },
  {
    name: 'composer-reply-written',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'dm', 'r', 'Bonjour, merci de votre message.'),
  },
  {
    name: 'composer-private',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'published', 'Shift+R', 'Bonjour, en privé.'),
  },
  {
    name: 'composer-note',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'comment', 'n', 'Voir avec l’atelier.'),
  },
  {
    name: 'composer-note-case',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'joined', 'n', 'Voir avec l’atelier.'),
  },
  {
    name: 'composer-mentions',
    isByKeyboard: true,
    reach: async (driver) => {
      await write(driver, 'mention', 'n', 'Voir avec @');
      await driver.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'composer-note-quote',
    only: 'desktop',
    reach: async (driver) => {
      await driver.item('comment', 'all');
      await driver.page.locator('[data-message]').first().hover();
      await driver.button('item.messageMore').first().click();
      await driver.page.getByRole('menuitem', { name: driver.say('item.quoteInNote') }).click();
      await driver.button('composer.quoteRemove').waitFor();
    },
  },
  {
    name: 'item-note-edited',
    reach: async (driver) => {
      await driver.item('comment', 'all');
      await driver.button('item.editNote').click();
      await driver.page.getByRole('textbox', { name: driver.say('item.noteText') }).waitFor();
    },
  },
  {
    name: 'composer-over-limit',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'mention', 'r', 'Merci beaucoup pour cette photo. '.repeat(12)),
  },
  {
    name: 'composer-near-limit',
    isByKeyboard: true,
    reach: async (driver) => await write(driver, 'mention', 'r', 'Merci beaucoup pour votre photo. '.repeat(8)),
  },
  {
    name: 'composer-window-closed',
    reach: async (driver) => {
      await driver.item('dmClosed');
      await driver.press('r');
      await driver.page.getByText(driver.say('item.offer.windowClosed')).first().waitFor();
    },
  },
  {
    name: 'composer-emoji',
    isByKeyboard: true,
    reach: async (driver) => {
      await write(driver, 'dm', 'r');
      await driver.page.keyboard.type(driver.language === 'fr' ? 'Merci :sour' : 'Thanks :smil');
      await driver.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'composer-saved-replies',
    isByKeyboard: true,
    reach: async (driver) => {
      await write(driver, 'dm', 'r');
      await driver.page.keyboard.type('/');
      await driver.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'composer-guard-rails',
    isByKeyboard: true,
    reach: async (driver) => {
      await write(driver, 'dm', 'r', "Bonjour, c'est un remboursement pour toi !");
      await driver.page
        .getByText(/[«“]\sremboursement|“remboursement/u)
        .last()
        .waitFor();
    },
  },
  {
    name: 'composer-reply-to-this',
    reach: async (driver) => {
      await driver.item('comment');
      const message = driver.page.locator('[data-message]').first();
      await message.hover();
      await message
        .getByRole('button', { name: driver.say('item.replyToThis') })
        .first()
        .click();
    },
    only: 'desktop',
  },
  {
    name: 'composer-target-changed',
    reach: async (driver) => {
      await driver.item('edited', 'all');
      const id = await driver.page.locator('[data-message]').first().getAttribute('data-message');
      // Written before the message was edited.
      await storedDrafts(driver, { own: { text: 'Merci, nous regardons.', target: { id, editedAt: null } } });
      await driver.page.reload();
      await driver.page.getByText(driver.say('composer.targetEdited')).first().waitFor();
    },
  },
  {
    name: 'composer-colleagues-write',
    reach: async (driver) => {
      await storedDrafts(driver, {
        others: [
          { text: 'Bonjour, merci pour votre message ! La table ronde revient en mars, en chêne et en noyer.' },
          { text: 'Écrivez-nous en privé, nous regardons cela avec vous. '.repeat(12), mode: 'private' },
        ],
      });
      await write(driver, 'dm', 'r');
      await driver.page.getByRole('list', { name: driver.say('composer.othersDrafts') }).waitFor();
    },
  },
  {
    name: 'composer-guidance',
    reach: async (driver) => {
      await pinned(driver);
      await driver.item('dm', 'all');
      await driver.page.getByRole('button', { name: /^(?:Guidance|Consigne)/u }).waitFor();
    },
  },
  {
    name: 'composer-guidance-open',
    reach: async (driver) => {
      await pinned(driver);
      await write(driver, 'dm', 'r');
      await driver.page.getByRole('button', { name: /^(?:Guidance|Consigne)/u }).click();
      await driver.page.getByRole('list', { name: driver.say('guidance.title') }).waitFor();
    },
  },
  {
    name: 'composer-guidance-changed',
    reach: async (driver) => {
      await storedDrafts(driver, { own: { text: 'Bonjour, trois jours.', guidance: 'a:0' } });
      await pinned(driver);
      await driver.item('dm', 'all');
      await driver.page.getByText(driver.say('guidance.changed')).first().waitFor();
    },
  },
  {
    name: 'composer-note-files',
    reach: async (driver) => {
      await write(driver, 'comment', 'n', 'Le bon de livraison.');
      await driver.page
        .locator('form input[type=file]')
        .setInputFiles({ name: 'bon-de-livraison.txt', mimeType: 'text/plain', buffer: Buffer.from('12 tasses') });
      await driver.page.getByText('bon-de-livraison.txt').waitFor();
    },
  },
  {
    name: 'composer-only-owner-sends',
    as: 'manager',
    reach: async (driver) => {
      await driver.page.route(/\/guard-rails$/u, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...((await response.json()) as object), onlyOwnerSends: true } });
      });
      await driver.item('taken');
      await driver.press('r');
      await driver.page.getByText(driver.say('composer.blocked.onlyOwner')).first().waitFor();
    },
  },
  {
    name: 'composer-draft-handed-over',
    reach: async (driver) => {
      const handedBy = { id: '01a00000-0000-7000-8000-000000000002', name: 'Hélène Achard' };
      await storedDrafts(driver, { own: { text: 'Bonjour, merci pour votre message !', handedBy } });
      await driver.item('dm', 'all');
      await driver.page.getByText(driver.say('composer.drafts.handed')).waitFor();
    },
  },
  {
    name: 'composer-draft-changed-elsewhere',
    logs: /409/u,
    reach: async (driver) => {
      await driver.item('dm', 'all');
      const draft = await storedDrafts(driver, { own: { text: 'Bonjour, la table revient en mars.' } });
      // Another version than the one that this page has read.
      const json = { code: 'draft_changed', draft: { ...draft, version: '01a00000-0000-7000-8000-000000000009' } };
      await driver.page.route(/\/drafts\/reply$/u, async (route) => await route.fulfill({ status: 409, json }));
      await driver.compose('r', 'Bonjour, je regarde.');
      await driver.page.getByText(driver.say('composer.drafts.changed')).first().waitFor();
    },
  },
  {
    name: 'composer-draft-gone-elsewhere',
    logs: /409/u,
    reach: async (driver) => {
      await storedDrafts(driver, { own: { text: 'Bonjour, la table' } });
      await driver.item('dm', 'all');
      const json = { code: 'draft_changed', draft: null };
      await driver.page.route(/\/drafts\/reply$/u, async (route) => await route.fulfill({ status: 409, json }));
      await driver.page.waitForFunction(
        () => document.querySelector<HTMLTextAreaElement>('form textarea')?.value !== '',
      );
      await driver.field.fill('Bonjour, la table revient en mars.');
      await driver.page.getByText(driver.say('composer.drafts.gone')).first().waitFor();
    },
  },
  {
    name: 'composer-offline',
    logs: /ERR_INTERNET_DISCONNECTED|Failed to fetch/u,
    reach: async (driver) => {
      await write(driver, 'dm', 'r', 'Écrit dans le train.');
      await driver.context.setOffline(true);
      await driver.press('Control+Enter');
      await driver.page.getByText(driver.say('composer.waitsForConnection')).first().waitFor();
    },
  },
]);
