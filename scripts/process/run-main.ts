import { Explained } from './explained.ts';
import { say } from './say.ts';

/** Runs a command to its end and leaves. A failure is one sentence on stderr and exit code 1, never a stack trace. */
export async function runMain(main: () => Promise<void>): Promise<never> {
  try {
    await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(error instanceof Explained ? message : `Parvis stopped on an unexpected error: ${message}`);
    process.exitCode = 1;
  }
  // The migration engine leaves a timer of ten seconds behind, which nobody should wait for.
  process.exit();
}
