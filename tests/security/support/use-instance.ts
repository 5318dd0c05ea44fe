import { inject } from 'vitest';

// Set before the test file is loaded, so that what tests arrange through `lib` is written to the attacked instance.
Object.assign(process.env, inject('instanceEnv'), { LOG_LEVEL: 'silent' });
