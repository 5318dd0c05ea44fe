import { defineConfig } from 'vitest/config';

const withDatabase = {
  globalSetup: ['tests/support/global-setup.ts'],
  setupFiles: ['tests/support/fail-on-console-error.ts', 'tests/support/use-test-database.ts'],
  // A file has a process, and so a database and a set of pools, of its own.
  pool: 'forks' as const,
  maxWorkers: 2,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Some read every file of the project, and the machine may be busy.
          testTimeout: 60_000,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/fail-on-console-error.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...withDatabase,
        },
      },
      {
        test: {
          name: 'networks',
          include: ['tests/networks/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          ...withDatabase,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          ...withDatabase,
        },
      },
      {
        test: {
          name: 'security',
          include: ['tests/security/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/security/support/instance.ts'],
          setupFiles: ['tests/support/fail-on-console-error.ts', 'tests/security/support/use-instance.ts'],
          pool: 'forks' as const,
          maxWorkers: 2,
        },
      },
    ],
    exclude: ['**/node_modules/**'],
  },
});
