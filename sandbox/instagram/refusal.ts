import type { GraphFault } from '../kit/meta/answers.ts';

/** The network says no. */
export class GraphRefusal extends Error {
  readonly fault: GraphFault;

  constructor(fault: GraphFault) {
    super(fault.message);
    this.fault = fault;
  }
}
