import type { Unfit } from '#lib/check-text.ts';
import { type RefusalCode, refusalCodes, Refusal } from '#lib/refusal.ts';
import { type Catalogue, en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

/** Problems found before any act is called; their sentences are under `errors.problem`. */
export const requestCodes = {
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

export type RequestCode = keyof typeof requestCodes;

export type ProblemCode = RefusalCode | RequestCode;

export type FieldError = { path: string; message: string };

/** RFC 9457 problem details with our code and its values (`owner`, `limit`, `errors`…). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request's id, as in the logs. */
  instance: string;
  code: string;
  [more: string]: unknown;
};

/** A request that was refused before any act was called. */
export class RequestRefusal extends Error {
  override readonly name = 'RequestRefusal';
  readonly code: RequestCode;
  readonly headers: Record<string, string>;

  constructor(code: RequestCode, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.headers = headers;
  }
}

const catalogues = { en, fr } satisfies Record<string, Catalogue>;
export type ProblemLocale = keyof typeof catalogues;

type Reader = { locale: ProblemLocale; requestId: string };

export function statusOf(code: RefusalCode | RequestCode): number {
  return code in refusalCodes ? refusalCodes[code as RefusalCode] : requestCodes[code as RequestCode]; // every code is in one of the two tables
}

export function problemOf(
  code: RefusalCode | RequestCode,
  values: Record<string, unknown>,
  { locale, requestId }: Reader,
): Problem {
  const { errors } = catalogues[locale];
  const status = statusOf(code);
  const sentence = code in refusalCodes ? errors.refusal[code as RefusalCode] : errors.problem[code as RequestCode];
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

/** The error of a field whose text cannot be stored. */
export function unfitField({ path, reason }: Unfit, locale: ProblemLocale): FieldError {
  return { path: path.join('.'), message: catalogues[locale].errors.field[reason] };
}

/** Turns a thrown error into a problem; null for a bug. */
export function knownProblem(error: unknown, reader: Reader): Problem | null {
  if (error instanceof Refusal || error instanceof RequestRefusal) {
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

/** A more specific sentence than the code's own: the network's reason, or the limit that is reached. */
function ownSentence(sentences: Record<string, string>, name: unknown): string | undefined {
  return typeof name === 'string' && Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}

function fill(sentence: string, values: Record<string, unknown>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => named(values[key]));
}

/** The name of a member or similar value. */
function named(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '…';
}
