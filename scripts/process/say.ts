/** Prints progress for the operator. It goes to stderr, so that stdout contains only results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
