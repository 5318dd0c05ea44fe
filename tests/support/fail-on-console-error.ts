import { format } from 'node:util';
import { afterEach, beforeEach } from 'vitest';

let unexpected: string[] = [];

// A test that expects an error spies on console.error itself, which replaces this function for that test.
console.error = (...values: unknown[]) => {
  unexpected.push(format(...values));
};

beforeEach(() => {
  unexpected = [];
});

afterEach(() => {
  const seen = unexpected;
  unexpected = [];
  if (seen.length > 0) throw new Error(`console.error was called and no test expected it:\n${seen.join('\n')}`);
});
