export type State = 'ok' | 'warning' | 'problem';

/** What `doctor` finds about one part of an instance. */
export interface Finding {
  check: string;
  state: State;
  /** The state in words. */
  sentence: string;
  /** What the operator should do; empty when there is nothing to do. */
  whatToDo: string;
}

/** Makes the three possible findings of a check. */
export function findingsOf(check: string) {
  return {
    ok: (sentence: string): Finding => ({ check, state: 'ok', sentence, whatToDo: '' }),
    warning: (sentence: string, whatToDo: string): Finding => ({ check, state: 'warning', sentence, whatToDo }),
    problem: (sentence: string, whatToDo: string): Finding => ({ check, state: 'problem', sentence, whatToDo }),
  };
}
