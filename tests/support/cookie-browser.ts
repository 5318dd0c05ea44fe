import { GET as begin } from '#app/api/auth/oidc/route.ts';
import { GET as finish } from '#app/api/auth/oidc/callback/route.ts';
import { withCookies } from './cookie-jar.ts';

export const HOME = 'http://localhost:4999';

/** A browser at our handlers and at the provider, with the cookies of both. */
export class CookieBrowser {
  readonly cookies = new Map<string, string>();
  readonly #elsewhere = new Map<string, string>();

  /** Where the sign-in sends this browser first. */
  async leave(query: Record<string, string> = {}): Promise<URL> {
    return await this.#ask(begin, new URL(`${HOME}/api/auth/oidc?${new URLSearchParams(query)}`));
  }

  /** Goes through the provider's pages, up to the address that leads back to us. */
  async passProvider(from: URL): Promise<URL> {
    let url = from;
    for (let hops = 0; url.origin !== HOME; hops += 1) {
      if (hops === 10) throw new Error(`the provider does not let go: ${url.href}`);
      const cookie = [...this.#elsewhere].map((pair) => pair.join('=')).join('; ');
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
        this.#elsewhere.set(name, value);
      }
      const location = answer.headers.get('location');
      if (!location) throw new Error(`the provider stops at ${url.href}: ${answer.status} ${await answer.text()}`);
      url = new URL(location, url);
    }
    return url;
  }

  /** Comes back to us. @returns the path that we send it on to */
  async comeBack(url: URL): Promise<string> {
    const to = await this.#ask(finish, url);
    return to.href.startsWith(`${HOME}/`) ? to.href.slice(HOME.length) : to.href;
  }

  /** The whole way. @returns the path that we send it on to */
  async signIn(query: Record<string, string> = {}): Promise<string> {
    return await this.comeBack(await this.passProvider(await this.leave(query)));
  }

  async #ask(handler: (request: Request) => Promise<Response>, url: URL): Promise<URL> {
    const headers = { 'user-agent': 'Firefox/140.0' };
    const answer = await withCookies(this.cookies, () => handler(new Request(url, { headers })));
    return new URL(answer.headers.get('location') ?? '', HOME);
  }
}
