import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Statement } from './record-statements.ts';

/** Stands in recorded statements for an id that is new each time they are said. */
export const ROUND = '0d7e5a11-0000-4000-8000-00000000c0de';

/** A version of Parvis that goes on working, by the statements that it was recorded with. */
export class PreviousVersion {
  /** What the database refused, with its reason. */
  readonly refused: string[] = [];
  /** How many times all statements were said and answered. */
  rounds = 0;
  readonly #client: pg.Client;
  readonly #transactions: readonly Statement[][];
  #isStopping = false;
  #work: Promise<void> = Promise.resolve();

  /** @param url as the application signs in */
  constructor(url: string, transactions: readonly Statement[][]) {
    this.#client = new pg.Client({ connectionString: url });
    this.#transactions = transactions;
  }

  async start(): Promise<void> {
    await this.#client.connect();
    this.#work = this.#goOn();
  }

  /** Lets it work a round more, and stops it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#work;
    await this.#client.end();
  }

  async #goOn(): Promise<void> {
    do {
      await this.#round();
    } while (!this.#isStopping);
    await this.#round();
  }

  async #round(): Promise<void> {
    const id = randomUUID();
    const now = (value: unknown): unknown =>
      typeof value === 'string' ? value.replaceAll(ROUND, id) : Array.isArray(value) ? value.map(now) : value;
    for (const statements of this.#transactions) {
      try {
        await this.#client.query('BEGIN');
        for (const { text, values } of statements) await this.#client.query({ text, values: values.map(now) });
        await this.#client.query('COMMIT');
      } catch (error) {
        await this.#client.query('ROLLBACK').catch(() => undefined);
        this.refused.push(error instanceof Error ? error.message : String(error));
      }
    }
    this.rounds += 1;
  }
}
