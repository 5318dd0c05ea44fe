import { inject } from 'vitest';

type Sent = {
  /** The path and query of the page with the form. */
  path: string;
  fields: Record<string, string>;
  headers?: Record<string, string>;
  cookie?: string;
  /** The address of another instance than the shared one. */
  address?: string;
};

export type FormAnswer = {
  status: number;
  /** Where the browser is sent; null when the page is shown again. */
  location: string | null;
  /** The cookies it sets, as a `cookie` header that brings them back. */
  cookies: string;
  setCookie: string[];
  text: string;
  /** The text of the alert, and of the errors at the fields. */
  alert: string;
};

/** Reads a page and submits its form, as a browser without JavaScript does. */
export async function submitForm({
  path,
  fields,
  headers = {},
  cookie = '',
  address = inject('instanceAddress'),
}: Sent): Promise<FormAnswer> {
  const signal = AbortSignal.timeout(60_000);
  const page = await (await fetch(`${address}${path}`, { headers: { cookie, ...headers }, signal })).text();
  return await sendForm({ hidden: hiddenFields(page), path, fields, headers, cookie, address });
}

/** Submits a form like `submitForm`, with the hidden fields of a page that was read before. */
export async function sendForm({
  hidden,
  path,
  fields,
  headers = {},
  cookie = '',
  address = inject('instanceAddress'),
}: Sent & { hidden: [string, string][] }): Promise<FormAnswer> {
  const body = new FormData();
  for (const [name, value] of hidden) body.append(name, value);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { cookie, origin: address, 'accept-language': 'en', ...headers },
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  const setCookie = answer.headers.getSetCookie();
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    cookies: setCookie.map((one) => one.split(';')[0]).join('; '),
    setCookie,
    text,
    alert: decoded((/role="alert"[^>]*>(.*?)<\/div>/s.exec(text)?.[1] ?? '').replace(/<[^>]+>/g, '')),
  };
}

/** The hidden fields of a page's form, among them the one that names its action. */
export function hiddenFields(page: string): [string, string][] {
  return [...page.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
    decoded(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
    decoded(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
  ]);
}

function decoded(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
