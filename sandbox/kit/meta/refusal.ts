import type { GraphFault } from './answers.ts';

/** Thrown to answer a call with an error. */
export class GraphRefusal extends Error {
  readonly fault: GraphFault;

  constructor(fault: GraphFault) {
    super(fault.message);
    this.fault = fault;
  }
}
