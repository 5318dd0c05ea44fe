import type { SandboxAnswer } from '../types.ts';

/** A Graph API's error: code, optional subcode, and HTTP status. */
export type GraphFault = { code: number; subcode?: number; message: string; status?: number; isTransient?: boolean };

/** Errors by the names that the sandboxes use. */
export const graphFaults = {
  badToken: {
    code: 190,
    subcode: 467,
    message: 'The access token is invalid since the session was ended.',
    status: 401,
  },
  expiredToken: { code: 190, subcode: 463, message: 'The access token has expired.', status: 401 },
  removedApp: { code: 190, subcode: 458, message: 'The person has not authorized the application.', status: 401 },
  badProof: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' },
  missing: {
    code: 100,
    subcode: 33,
    message:
      'Unsupported request. The object does not exist, cannot be loaded due to missing permissions, or does not support this operation.',
  },
  noPermission: { code: 200, message: 'Permissions error', status: 403 },
  badCursor: { code: 100, message: 'The after cursor specified is invalid.' },
  outsideWindow: {
    code: 10,
    subcode: 2018278,
    message: 'This message is sent outside of allowed window.',
    status: 403,
  },
  noHumanAgent: {
    code: 100,
    subcode: 2018276,
    message: "Cannot tag messages with 'HUMAN_AGENT' without prior approval.",
  },
  noSuchPerson: { code: 100, subcode: 2018001, message: 'No matching user found' },
  alreadyReplied: { code: 10900, message: 'Activity already replied to' },
  broken: {
    code: 2,
    message: 'An unexpected error has occurred. Please retry your request later.',
    status: 500,
    isTransient: true,
  },
} as const satisfies Record<string, GraphFault>;

/** An argument that the edge does not accept, or lacks. */
export function badParameter(message: string): GraphFault {
  return { code: 100, message: `(#100) ${message}` };
}

/** An error answer. The trace is the same every time, so that a run can be repeated. */
export function graphFault(fault: GraphFault, headers: Record<string, string> = {}): SandboxAnswer {
  return {
    status: fault.status ?? 400,
    headers,
    json: {
      error: {
        message: fault.message,
        type: 'OAuthException',
        code: fault.code,
        ...(fault.subcode === undefined ? {} : { error_subcode: fault.subcode }),
        is_transient: fault.isTransient ?? false,
        fbtrace_id: 'AParvisSandboxTrace0000',
      },
    },
  };
}

/** A success. */
export function graphAnswer(json: unknown, headers: Record<string, string> = {}): SandboxAnswer {
  return { status: 200, headers: { 'facebook-api-version': 'v25.0', ...headers }, json };
}

/** `2026-08-12T18:00:00+0000`. */
export function graphTimeOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+0000`;
}
