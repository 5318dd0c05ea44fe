import type { Locale } from '#lib/regions.ts';
import type { Catalogue } from '#messages/en.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Catalogue;
  }
}
