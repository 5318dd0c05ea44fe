import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { en, fr } from 'zod/locales';
import { may, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { findUnfitText, isFitText } from '#lib/check-text.ts';
import { isDatabaseAway } from '#lib/db/is-away.ts';
import { HUNG_UP_STATUS, HungUp } from '#lib/http/request-body.ts';
import { log, withLogContext } from '#lib/log.ts';
import { withOrigin } from '#lib/origin.ts';
import { Refusal } from '#lib/refusal.ts';
import { type Admitted, authenticate, type ReadSessionId } from './authenticate.ts';
import { type Answer, answerOnce, hashRequest, idempotencyKey } from './idempotency.ts';
import { matchOperation } from './match-operation.ts';
import type { Circumstances, Operation, ParsedInput } from './operation.ts';
import { operations } from './operations.ts';
import { RequestRefusal, type FieldError, knownProblem, type ProblemLocale, problemOf, unfitField } from './problem.ts';
import { mediaType, parseJson, readBytes } from './read-body.ts';
import { readQuery } from './read-query.ts';
import { serveOutside } from './serve-outside.ts';

/** What the web layer supplies: cookies, the reader's language and address. */
export type WebContext = {
  readSessionId: ReadSessionId;
  locale: ProblemLocale;
  /** The client's address, for the audit log; null when it is not known. */
  address?: string | null;
};

const BASE = '/api/v1/';
/** The largest accepted JSON body, in bytes; no operation needs more. */
const JSON_LIMIT = 1024 * 1024;

const zodSentences = { en: en().localeError, fr: fr().localeError };

type Context = WebContext & { requestId: string };

/** Answers any request below `/api/v1/`. Never throws: errors become problem details (RFC 9457). */
export async function handle(request: Request, web: WebContext): Promise<Response> {
  const requestId = randomUUID();
  return await withLogContext({ requestId }, async () => await answer(request, { ...web, requestId }));
}

async function answer(request: Request, context: Context): Promise<Response> {
  const started = performance.now();
  const response = await serve(request, context).catch((error: unknown) => respond(failed(error, context), error));
  response.headers.set('x-request-id', context.requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  log[request.method === 'GET' || response.status === HUNG_UP_STATUS ? 'debug' : 'info'](
    {
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      ms: Math.round(performance.now() - started),
    },
    response.status === HUNG_UP_STATUS ? 'the client went away' : 'request',
  );
  return response;
}

async function serve(request: Request, context: Context): Promise<Response> {
  const segments = readSegments(request);
  if (segments[0] !== 'workspaces' || segments.length < 2) return await serveOutside(request, segments, context);
  const [, workspace = '', ...rest] = segments;
  const matched = matchOperation(operations, request.method, rest);
  if (!matched) throw new RequestRefusal('unknown_address');
  const admitted = await authenticate(request, workspace, context.readSessionId);
  const origin = { ...admitted.origin, address: context.address ?? null };
  return await withOrigin(origin, async () => await serveMember(request, context, admitted, matched));
}

type Matched = ReturnType<typeof matchOperation> & {};

async function serveMember(
  request: Request,
  context: Context,
  admitted: Admitted,
  matched: Matched,
): Promise<Response> {
  if ('methods' in matched) throw new RequestRefusal('method_not_allowed', { allow: matched.methods.join(', ') });
  const { operation, params } = matched;
  refuseUnless(admitted.caller, operation.act);

  // The body of a GET has no meaning (RFC 9110, 9.3.1).
  const bytes =
    request.method === 'GET' ? new Uint8Array() : await readBytes(request, operation.takes?.maxBytes ?? JSON_LIMIT);
  const input = parse(operation, request, { params, bytes, context });
  const isStillAllowed = async () => {
    const now = await admitted.readAgain();
    return now !== null && may(now, operation.act);
  };
  const circumstances = { request, bytes, mimeType: mediaType(request), isStillAllowed };
  const key = request.method === 'POST' ? idempotencyKey(request) : null;
  if (key === null) return respond(await perform(operation, admitted, { input, circumstances, context }));
  const { isReplay, ...answer } = await answerOnce(
    admitted.caller,
    { key, requestHash: hashRequest(request, bytes), shownOnce: operation.shownOnce ?? [] },
    async () => asAnswer(await perform(operation, admitted, { input, circumstances, context })),
  );
  const response = respond(answer);
  if (isReplay) response.headers.set('idempotent-replayed', 'true');
  return response;
}

/** An address that cannot be decoded is treated as unknown. */
function readSegments(request: Request): string[] {
  const path = new URL(request.url).pathname;
  try {
    const segments = path.slice(BASE.length).split('/').map(decodeURIComponent);
    if (segments.every(isFitText)) return segments;
  } catch {
    // Not UTF-8.
  }
  throw new RequestRefusal('unknown_address');
}

type Given = { params: Record<string, string>; bytes: Uint8Array; context: Context };

/** @throws Refusal `not_found` for a malformed id; `invalid` with `errors`. RequestRefusal */
function parse(operation: Operation, request: Request, { params, bytes, context }: Given): ParsedInput {
  const given = {
    params,
    query: readQuery(new URL(request.url).searchParams, operation.query),
    body: operation.takes ? undefined : parseJson(bytes, mediaType(request)),
  };
  if (operation.takes && !operation.takes.types.includes(mediaType(request))) {
    throw new RequestRefusal('unsupported_media_type');
  }
  const unfit = [...findUnfitText(given.query), ...findUnfitText(given.body)].slice(0, 20);
  if (unfit.length > 0) throw new Refusal('invalid', { errors: unfit.map((one) => unfitField(one, context.locale)) });
  const schema = z.object({ params: operation.params, query: operation.query, body: operation.body });
  const parsed = schema.safeParse(given, { error: zodSentences[context.locale] });
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.some(({ path }) => path[0] === 'params')) throw new Refusal('not_found');
  const errors: FieldError[] = parsed.error.issues.map(({ path, message }) => ({
    path: path.slice(1).join('.'),
    message,
  }));
  throw new Refusal('invalid', { errors: errors.slice(0, 20) });
}

type Work = { input: ParsedInput; circumstances: Circumstances; context: Context };

async function perform(operation: Operation, { caller }: Admitted, work: Work): Promise<Response | Answer> {
  try {
    const result = await operation.run(caller, work.input, work.circumstances);
    return result instanceof Response ? result : { status: operation.status ?? 200, body: result };
  } catch (error) {
    return failed(error, work.context, { operation, caller });
  }
}

/** Turns a thrown error into an answer. A bug is logged here, once; the caller only gets its reference. */
function failed(error: unknown, context: Context, where?: { operation: Operation; caller: Caller }): Answer {
  const known = knownProblem(error, context);
  if (known) return { status: known.status, body: known };
  if (error instanceof HungUp) return { status: HUNG_UP_STATUS, body: null };
  log.error(
    {
      requestId: context.requestId,
      operation: where?.operation.id,
      workspaceId: where?.caller.workspaceId,
      err: error,
    },
    'request failed',
  );
  const problem = problemOf(isDatabaseAway(error) ? 'unavailable' : 'unexpected', {}, context);
  return { status: problem.status, body: problem };
}

function asAnswer(result: Response | Answer): Answer {
  // Streams and pictures answer GET requests, which take no key.
  if (result instanceof Response) throw new Error('only JSON answers can be stored under an idempotency key');
  return result;
}

function respond(answer: Response | Answer, error?: unknown): Response {
  if (answer instanceof Response) return answer;
  const headers = new Headers(error instanceof RequestRefusal ? error.headers : {});
  if (answer.status === 401) headers.set('www-authenticate', 'Bearer');
  if (answer.status === 429) headers.set('retry-after', secondsUntil(answer.body));
  if (answer.status === 204 || answer.body === null) return new Response(null, { status: answer.status, headers });
  headers.set('content-type', answer.status >= 400 ? 'application/problem+json' : 'application/json');
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

/** The `Retry-After` of a refusal with a time: whole seconds, at least one (RFC 9110, 10.2.3). */
function secondsUntil(body: unknown): string {
  const retryAt =
    typeof body === 'object' && body !== null && 'retryAt' in body ? Date.parse(String(body.retryAt)) : NaN;
  return String(Math.max(1, Math.ceil((retryAt - Date.now()) / 1000) || 1));
}
