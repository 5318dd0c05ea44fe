import type { Driver } from '../driver.ts';
import { statesOf } from '../state.ts';

const PAGE = 'w/[workspace]/[view]/[[...item]]/page.tsx';

/** Opens the composer with a key and types. */
async function write(driver: Driver, item: Parameters<Driver['item']>[0], key: string, text = ''): Promise<void> {
  await driver.item(item, 'all');
  await driver.press(key);
  await driver.field.waitFor();
  await driver.page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
  await driver.page.keyboard.insertText(text);
}

export const composerStates = statesOf({ page: PAGE }, [
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
      await write(driver, 'edited', 'r', 'Merci, nous regardons.');
      // As if the message had been edited since.
      await driver.page.waitForFunction(() => {
        for (const [key, value] of Object.entries(localStorage)) {
          if (!value.includes('nous regardons')) continue;
          localStorage.setItem(key, value.replace(/"editedAt":"[^"]*"/u, '"editedAt":null'));
          return true;
        }
        return false;
      });
      await driver.page.reload();
      await driver.page.getByText(driver.say('composer.targetEdited')).first().waitFor();
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
