import type { Locale } from '#components/prefs/regions.ts';
import type { Catalogue } from '#messages/en.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Catalogue;
  }
}
