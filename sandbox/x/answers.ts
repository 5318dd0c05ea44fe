import type { SandboxAnswer } from '#sandbox/kit/types.ts';

/** Thrown to answer a call with an error. */
export class Refused extends Error {
  readonly answer: SandboxAnswer;
  constructor(answer: SandboxAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

const headers = { 'content-type': 'application/problem+json' };

export function problem(
  status: number,
  title: string,
  detail: string,
  type = 'about:blank',
  more: object = {},
): SandboxAnswer {
  return { status, headers, json: { title, detail, type, status, ...more } };
}

export function invalid(parameter: string, message: string): Refused {
  const errors = [{ parameters: { [parameter]: [] }, message }];
  return new Refused(
    problem(
      400,
      'Invalid Request',
      'One or more parameters to your request was invalid.',
      problemType('invalid-request'),
      {
        errors,
      },
    ),
  );
}

export const unauthorized = problem(401, 'Unauthorized', 'Unauthorized');

export function forbidden(detail: string, type = 'about:blank'): Refused {
  return new Refused(problem(403, 'Forbidden', detail, type));
}

export function problemType(name: string): string {
  return `https://api.x.com/2/problems/${name}`;
}

/** The error beside a list for an id that is gone. */
export function notFound(id: string, parameter = 'ids') {
  return {
    value: id,
    detail: `Could not find tweet with ${parameter}: [${id}].`,
    title: 'Not Found Error',
    resource_type: 'tweet',
    parameter,
    resource_id: id,
    type: problemType('resource-not-found'),
  };
}
