import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let build: string | null | undefined;

/** The id of this build; null in development, where there is none. Read once. */
export function readBuild(): string | null {
  if (build === undefined) build = process.env.NODE_ENV === 'production' ? read() : null;
  return build;
}

const read = () => readFileSync(join(process.cwd(), '.next/BUILD_ID'), 'utf8').trim();
