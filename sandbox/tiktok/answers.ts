import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

/** A refusal, in the network's envelope. */
export class ApiError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

let requests = 0;

/** Every answer is HTTP 200; `code` says what it means. */
export function envelope(data: unknown, { code = 0, message = 'OK' } = {}): SandboxAnswer {
  requests += 1;
  return { status: 200, json: { code, message, request_id: `20261121${String(requests).padStart(10, '0')}`, data } };
}

export function failure({ code, message }: { code: number; message: string }): SandboxAnswer {
  return envelope({}, { code, message });
}

/** The parameters of a request, from its query or its JSON. @throws ApiError 40002 for a missing one */
export class Params {
  readonly #given: Record<string, unknown>;

  constructor(request: SandboxRequest) {
    this.#given = request.method === 'GET' ? Object.fromEntries(request.query) : readBody(request);
  }

  /** A text. Ids are texts too, and a bare number is refused. */
  text(name: string): string {
    const value = this.#given[name];
    if (typeof value !== 'string' || value === '')
      throw new ApiError(40002, `${name}: Missing data for required field.`);
    return value;
  }

  maybe(name: string): string | undefined {
    return this.#given[name] === undefined ? undefined : this.text(name);
  }

  oneOf<Value extends string>(name: string, values: readonly Value[], otherwise?: Value): Value {
    const given = this.maybe(name) ?? otherwise;
    const found = values.find((value) => value === given);
    if (!found) throw new ApiError(40002, `${name}: must be one of ${values.join(', ')}`);
    return found;
  }

  /** A number within bounds. */
  number(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = this.#given[name] === undefined ? otherwise : Number(this.#given[name]);
    if (!Number.isInteger(value) || value < min || value > max) throw new ApiError(40002, `${name}: out of range`);
    return value;
  }

  /** A list of texts, in a query as JSON. */
  list(name: string, allowed?: readonly string[]): string[] | undefined {
    const value = this.#given[name];
    if (value === undefined) return undefined;
    const list: unknown = typeof value === 'string' ? parse(value) : value;
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
      throw new ApiError(40002, `${name}: not a JSON array`);
    const unknown = allowed && list.find((one) => !allowed.includes(one));
    if (unknown !== undefined) throw new ApiError(40002, `${name}: ${unknown} is not a field`);
    return list;
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = this.#given[name];
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  }
}

/** A page of a list, by offset. */
export function pageOf<T>(
  all: readonly T[],
  params: Params,
  { max, usual, size = 'max_count' }: { max: number; usual: number; size?: string },
) {
  const from = params.number('cursor', { min: 0, max: 1e6, otherwise: 0 });
  const to = from + params.number(size, { min: 1, max, otherwise: usual });
  return { part: all.slice(from, to), cursor: Math.min(to, all.length), has_more: to < all.length };
}

/** Fields of a multipart form: read only as far as needed to see that they are there. */
function readBody({ headers, body }: SandboxRequest): Record<string, unknown> {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const text = body.toString('latin1');
    const fields = [
      ...text.matchAll(/name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/g),
    ];
    return Object.fromEntries(fields.map(([, name, value]) => [name, value]));
  }
  const json = type.startsWith('application/json') ? parse(body.toString()) : null;
  if (typeof json !== 'object' || json === null) throw new ApiError(40006, 'No schema found');
  return { ...json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
