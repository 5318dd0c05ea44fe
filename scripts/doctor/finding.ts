export type State = 'ok' | 'warning' | 'problem';

/** What `doctor` says of one part of an installation. */
export interface Finding {
  check: string;
  state: State;
  /** What is so. */
  sentence: string;
  /** What the operator does about it; empty where nothing has to be done. */
  whatToDo: string;
}

/** The three answers that a check can give. */
export function findingsOf(check: string) {
  return {
    ok: (sentence: string): Finding => ({ check, state: 'ok', sentence, whatToDo: '' }),
    warning: (sentence: string, whatToDo: string): Finding => ({ check, state: 'warning', sentence, whatToDo }),
    problem: (sentence: string, whatToDo: string): Finding => ({ check, state: 'problem', sentence, whatToDo }),
  };
}
