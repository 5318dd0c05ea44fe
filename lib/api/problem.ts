import type { Unfit } from '#lib/check-text.ts';
import { type RefusalCode, refusalCodes, Refusal } from '#lib/refusal.ts';
import { type Catalogue, en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

/** What goes wrong at the door, before any act is asked; sentences under `errors.problem`. */
export const doorCodes = {
  malformed_request: 400,
  malformed_json: 400,
  malformed_key: 400,
  cross_origin: 403,
  unknown_address: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  unsupported_media_type: 415,
  unexpected: 500,
  unavailable: 503,
} as const satisfies Partial<Record<keyof Catalogue['errors']['problem'], number>>;

export type DoorCode = keyof typeof doorCodes;

export type ProblemCode = RefusalCode | DoorCode;

export type FieldError = { path: string; message: string };

/** RFC 9457, with our code and whatever the code says more about (`owner`, `limit`, `errors`…). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request's id: it stands in the logs. */
  instance: string;
  code: string;
  [more: string]: unknown;
};

/** A request that is turned away at the door. */
export class DoorRefusal extends Error {
  override readonly name = 'DoorRefusal';
  readonly code: DoorCode;
  readonly headers: Record<string, string>;

  constructor(code: DoorCode, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.headers = headers;
  }
}

const catalogues = { en, fr } satisfies Record<string, Catalogue>;
export type ProblemLocale = keyof typeof catalogues;

type Reader = { locale: ProblemLocale; requestId: string };

export function statusOf(code: RefusalCode | DoorCode): number {
  return code in refusalCodes ? refusalCodes[code as RefusalCode] : doorCodes[code as DoorCode]; // one of the two
}

export function problemOf(
  code: RefusalCode | DoorCode,
  values: Record<string, unknown>,
  { locale, requestId }: Reader,
): Problem {
  const { errors } = catalogues[locale];
  const status = statusOf(code);
  const sentence = code in refusalCodes ? errors.refusal[code as RefusalCode] : errors.problem[code as DoorCode];
  const { detail: networkDetail, ...more } = values;
  return {
    ...more,
    ...(networkDetail === undefined ? {} : { networkDetail }),
    type: `/problems/${code}`,
    title: titles[status] ?? 'Error',
    status,
    detail: fill(
      ownSentence(errors.network, values.reason) ?? ownSentence(errors.quota, values.quota) ?? sentence,
      values,
    ),
    instance: requestId,
    code,
  };
}

/** What is wrong with a field that holds a text which cannot be stored. */
export function unfitField({ path, reason }: Unfit, locale: ProblemLocale): FieldError {
  return { path: path.join('.'), message: catalogues[locale].errors.field[reason] };
}

/** What was thrown, as a problem; null for a bug. */
export function knownProblem(error: unknown, reader: Reader): Problem | null {
  if (error instanceof Refusal || error instanceof DoorRefusal) {
    return problemOf(error.code, error instanceof Refusal ? error.values : {}, reader);
  }
  return null;
}

/** The reason phrases of RFC 9110. */
const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Says more than the code's own sentence: what the network answered, or which limit is reached. */
function ownSentence(sentences: Record<string, string>, name: unknown): string | undefined {
  return typeof name === 'string' && Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}

function fill(sentence: string, values: Record<string, unknown>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => named(values[key]));
}

/** A member or the like is called by name. */
function named(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '…';
}
