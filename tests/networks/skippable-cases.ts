import { test as vitest } from 'vitest';

type Body = () => Promise<void>;

/**
 * Runs the cases of a suite for one network. A case is skipped only with a sentence of the network's documentation;
 * the list of both is printed at the end.
 */
export function skippableCases(network: string, skips: Readonly<Record<string, string>>) {
  const kept: string[] = [];
  const skipped: string[] = [];
  const unused = new Set(Object.keys(skips));

  const sentenceFor = (name: string): string | undefined => {
    const key = Object.keys(skips).find((beginning) => name.startsWith(beginning));
    if (key !== undefined) unused.delete(key);
    return key === undefined ? undefined : skips[key];
  };
  const test = (name: string, run: Body) => {
    const sentence = sentenceFor(name);
    if (sentence === undefined) {
      kept.push(name);
      vitest(name, run);
    } else {
      skipped.push(`${name} — ${sentence}`);
      vitest.skip(`${name} (${sentence})`, run);
    }
  };
  test.each =
    <Row>(rows: readonly Row[]) =>
    (name: string, run: (...row: Row extends readonly unknown[] ? Row : [Row]) => Promise<void>) => {
      // A row that is an array has all the arguments; any other row is the only argument.
      for (const row of rows) {
        const args = (Array.isArray(row) ? row : [row]) as Row extends readonly unknown[] ? Row : [Row];
        test(titled(name, args), () => run(...args));
      }
    };

  const print = () => {
    if (unused.size > 0) throw new Error(`${network} skips cases that there are not: ${[...unused].join('; ')}`);
    const lines = [
      `${network}: ${kept.length} cases kept, ${skipped.length} skipped`,
      ...kept.map((name) => `  ✓ ${name}`),
      ...skipped.map((name) => `  – ${name}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  };
  return { test, print };
}

function titled(name: string, args: readonly unknown[]): string {
  const [first] = args;
  const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {}; // any object has fields
  return name
    .replace(/\$(\w+)/g, (_, key: string) => (typeof fields[key] === 'string' ? fields[key] : ''))
    .replace('%s', String(first))
    .replace(/ +/g, ' ')
    .replace(' )', ')');
}
