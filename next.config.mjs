// @ts-check
import createNextIntlPlugin from 'next-intl/plugin';
import { apiAnswer, everyAnswer } from './app/policy/fixed-headers.ts';

/** @type {import('next').NextConfig} */
const config = {
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
    'eld',
    'ioredis',
    'nodemailer',
    'pg',
    'pino',
    'undici',
  ],
  // The page's own policy carries a nonce and is set by proxy.ts.
  headers: async () => [
    { source: '/:path*', headers: [...everyAnswer] },
    { source: '/api/:path*', headers: [...apiAnswer] },
  ],
};

export default createNextIntlPlugin('./app/i18n/request.ts')(config);
