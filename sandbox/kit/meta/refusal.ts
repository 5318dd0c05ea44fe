import type { GraphFault } from './answers.ts';

/** The network says no. */
export class GraphRefusal extends Error {
  readonly fault: GraphFault;

  constructor(fault: GraphFault) {
    super(fault.message);
    this.fault = fault;
  }
}
