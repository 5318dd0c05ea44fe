import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Writes down what goes wrong outside every test: a file or hook that fails, an error nobody caught, a process that
 * does not end. The JSON report leaves these out, and the run fails with them all the same. The file is the one that
 * the environment's PARVIS_TEST_ERRORS names.
 */
export default class VitestErrors implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<SerializedError>): void {
    const file = process.env.PARVIS_TEST_ERRORS;
    if (!file) throw new Error('PARVIS_TEST_ERRORS names no file.');
    const ofModules = modules.flatMap((module) =>
      [module, ...module.children.allSuites()]
        .flatMap((suite) => suite.errors())
        .map((error) => inLine(relative(process.cwd(), module.moduleId), error)),
    );
    writeFileSync(
      file,
      JSON.stringify([...ofModules, ...unhandled.map((error) => inLine('outside the tests', error))]),
    );
  }
}

/** Where it went wrong, what was said, and the first line of our own code in its stack. */
function inLine(where: string, { message, stack }: SerializedError): string {
  const [, ...frames] = (stack ?? '').split('\n');
  const ours = frames.find((frame) => !frame.includes('node_modules') && frame.includes('/'));
  return [`${where}: ${message.split('\n', 1).join('')}`, ours?.trim()].filter(Boolean).join(' ');
}
