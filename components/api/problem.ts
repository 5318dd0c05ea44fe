import type { RefusalCode } from '#lib/refusal.ts';

/** Why the server refused or could not be reached. `code` chooses the sentence, `values` fill it in. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: RefusalCode | 'unreachable' | 'unexpected';
  readonly values: Record<string, unknown>;
  readonly status: number;

  constructor(code: Problem['code'], status: number, values: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.values = values;
  }
}
