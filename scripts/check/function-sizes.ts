import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** More lines do not fit on a screen. */
const LIMIT = 100;
const CHECKED = /^(app|components|lib|web|workers)\/.*\.(ts|tsx|mjs)$/;
const EXCLUDED = /^lib\/db\/generated\//;

export interface LongFunction {
  path: string;
  /** Where it starts. */
  line: number;
  name: string;
  lines: number;
}

/** @returns the functions of the product that have more lines than a reader can take in, nested functions included */
export function findLongFunctions(root: string): LongFunction[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => CHECKED.test(path) && !EXCLUDED.test(path) && existsSync(join(root, path)))
    .flatMap((path) => functionsOf(path, readFileSync(join(root, path), 'utf8')))
    .filter(({ lines }) => lines > LIMIT)
    .toSorted((a, b) => b.lines - a.lines);
}

interface FunctionNode {
  start: number;
  end: number;
  id?: { name: string } | null;
}

function functionsOf(path: string, source: string): LongFunction[] {
  const functions: LongFunction[] = [];
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const add = ({ start, end, id }: FunctionNode) => {
    const text = source.slice(start, end);
    const lines = text.split('\n').length;
    if (lines > LIMIT) functions.push({ path, line: lineOf(start), name: id?.name ?? firstWords(text), lines });
  };
  new Visitor({ FunctionDeclaration: add, FunctionExpression: add, ArrowFunctionExpression: add }).visit(
    parseSync(path, source).program,
  );
  return functions;
}

/** What stands for the name of an anonymous function. */
function firstWords(text: string): string {
  return `${text.slice(0, 40).split('\n')[0]?.trim()}…`;
}
