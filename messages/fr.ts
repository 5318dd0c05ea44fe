import type { Catalogue } from './en.ts';
import account from './fr/account.json' with { type: 'json' };
import common from './fr/common.json' with { type: 'json' };
import errors from './fr/errors.json' with { type: 'json' };
import settings from './fr/settings.json' with { type: 'json' };

/** French: *vous*, and a narrow no-break space (U+202F) before `: ; ! ?` and inside guillemets. */
export const fr: Catalogue = { account, common, errors, settings };
