import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const isDevelopment = process.env.NODE_ENV === 'development';

/**
 * One policy for every page. Next writes its own data as inline scripts, and without a nonce (which would make every
 * page dynamic and uncacheable) they have to be allowed; nothing at all may be loaded from elsewhere. Pictures and films
 * of the networks come through our own door, so that nobody out there learns who looks.
 */
const contentSecurityPolicy = [
  `default-src 'self'`,
  `script-src 'self' 'unsafe-inline'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self'`,
  `media-src 'self'`,
  `font-src 'self' data:`,
  `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
  `object-src 'none'`,
  `base-uri 'self'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, once, and not again by every build.
  typescript: { ignoreBuildErrors: true },
  // The worker runs them from node_modules too; bundled, they would lose their native parts and their SQL files.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'bullmq',
    'ioredis',
    'nodemailer',
    'pg',
    'pino',
    'undici',
  ],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: contentSecurityPolicy },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ],
};

export default createNextIntlPlugin('./app/i18n/request.ts')(config);
