import { inject } from 'vitest';

// Set before the test file is loaded: what the tests arrange through `lib` lands in the attacked instance's database.
Object.assign(process.env, inject('instanceEnv'), { LOG_LEVEL: 'silent' });
