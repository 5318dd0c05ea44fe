/** Tells the operator what is being done. Progress goes to stderr, so that stdout carries results alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
