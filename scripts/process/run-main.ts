import { Explained } from './explained.ts';
import { say } from './say.ts';

/** Runs a command and exits. A failure prints one sentence on stderr, never a stack trace, and exits with code 1. */
export async function runMain(main: () => Promise<void>): Promise<never> {
  try {
    await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(error instanceof Explained ? message : `Parvis stopped on an unexpected error: ${message}`);
    process.exitCode = 1;
  }
  // The migration engine leaves a timer of ten seconds behind, which would delay the exit.
  process.exit();
}
