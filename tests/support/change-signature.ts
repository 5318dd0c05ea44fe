import type { WebhookRequest } from '#lib/networks/contract.ts';

type Fields = Readonly<Record<string, string>>;

/** The headers and query parameters in which networks sign their webhooks. */
const isSignature = (name: string) => /signature|token/.test(name);

/** Changes the signature of a webhook; leaves it out where `change` returns undefined. */
export function changeSignature(
  request: WebhookRequest,
  change: (signature: string) => string | undefined,
): WebhookRequest {
  const changed = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => {
        const after = isSignature(name) ? change(value) : value;
        return after === undefined ? [] : [[name, after]];
      }),
    );
  return { ...request, headers: changed(request.headers), query: changed(request.query) };
}

/** The signature of a webhook; empty when it has none. */
export function signatureOf({ headers, query }: WebhookRequest): string {
  return Object.entries({ ...headers, ...query }).find(([name]) => isSignature(name))?.[1] ?? '';
}
