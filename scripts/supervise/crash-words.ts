const MOST_LETTERS = 20_000;

/**
 * Prints what a process writes to stderr. The output of a restarted process is buffered until it is ready, so that a crash
 * that repeats is printed once.
 */
export class CrashWords {
  #said = '';
  #last = '';
  #isHeldBack = false;
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void = (text) => void process.stderr.write(text)) {
    this.#write = write;
  }

  onStart(): void {
    this.#isHeldBack = this.#last !== '';
    this.#said = '';
  }

  onWords(text: string): void {
    this.#said = (this.#said + text).slice(-MOST_LETTERS);
    if (!this.#isHeldBack) this.#write(text);
  }

  onReady(): void {
    if (this.#isHeldBack) this.#write(this.#said);
    this.#isHeldBack = false;
    this.#said = '';
  }

  onDeath(): void {
    const words = withoutNumbers(this.#said);
    if (this.#isHeldBack && words !== this.#last) this.#write(this.#said);
    this.#last = words;
  }
}

/** Times, addresses and process ids differ from one crash to the next. */
const withoutNumbers = (text: string) => text.replaceAll(/0x[\da-f]+|\d+/g, '0').trim();
