import account from './en/account.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };

/** Every sentence on the screen, in English: the catalogue that the others must match. */
export const en = { account, common, errors, settings };

/** The shape of a catalogue: the same keys, any sentence. */
export type Catalogue = typeof en;
