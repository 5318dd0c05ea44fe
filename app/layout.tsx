import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getNow } from 'next-intl/server';
import type { ReactNode } from 'react';
import { readPrefs } from '#app/read-prefs.ts';
import { rememberEarlyKeys } from '#components/keys/early-keys.ts';
import { PrefsProvider } from '#components/prefs/prefs-provider.tsx';
import { AnnouncerRegion } from '#components/ui/announcer/announcer-region.tsx';
import { FocusKeeper } from '#components/ui/focus/focus-keeper.tsx';
import { FloatingLayers } from '#components/ui/overlays/floating-layers.tsx';
import { RenderedAtProvider } from '#components/ui/time/rendered-at.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Parvis', template: '%s · Parvis' },
  manifest: '/manifest.webmanifest',
  icons: {
    icon: [
      { url: '/icon.svg', type: 'image/svg+xml' },
      { url: '/icon-192.png', type: 'image/png', sizes: '192x192' },
    ],
    apple: '/apple-touch-icon.png',
  },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // A phone that is turned shows the old layout for a moment. Without this, Chromium zooms out for it and stays there.
  minimumScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f6f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0d11' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, prefs, now] = await Promise.all([getLocale(), readPrefs(), getNow()]);
  return (
    <html lang={locale} data-theme={prefs.theme === 'system' ? undefined : prefs.theme} suppressHydrationWarning>
      <body>
        {/* A constant script of ours: see keys/early-keys.ts. */}
        {/* oxlint-disable-next-line react/no-danger */}
        <script dangerouslySetInnerHTML={{ __html: rememberEarlyKeys }} />
        <NextIntlClientProvider>
          <RenderedAtProvider at={now.getTime()}>
            <PrefsProvider initial={prefs}>
              {children}
              <AnnouncerRegion />
              <FocusKeeper />
              <FloatingLayers />
            </PrefsProvider>
          </RenderedAtProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
