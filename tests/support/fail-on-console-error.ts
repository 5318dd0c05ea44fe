import { format } from 'node:util';
import { afterEach, beforeEach } from 'vitest';

let unexpected: string[] = [];

// A test that expects an error spies on console.error itself, which takes this one's place while it lasts.
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
