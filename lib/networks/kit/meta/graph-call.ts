import type { AppSettings } from '../../contract.ts';
import { withQuery } from '../address.ts';
import type { NetworkCall } from '../call.ts';
import { hmac } from '../hmac.ts';

/** One call of a Graph API. */
export type GraphCall<T> = Omit<NetworkCall<T>, 'name' | 'url' | 'headers'> & {
  /** The path after the version: `101/published_posts`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
};

/** `appsecret_proof`: proves that the app itself uses the token ("Graph API, Securing requests"). */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return hmac(appSecret, accessToken);
}

/**
 * A call for the kit, with `appsecret_proof` where the app's secret is known.
 * @param root with the version: `https://graph.facebook.com/v25.0`
 */
export function graphCall<T>(
  { root, app, token }: { root: string; app: Pick<AppSettings, 'clientSecret'>; token: string },
  { path, query, ...call }: GraphCall<T>,
): NetworkCall<T> {
  return {
    ...call,
    // A path contains ids. Only its last part names the call, so that an error message reveals no id.
    name: `${call.method ?? 'GET'} ${path.replace(/^[^/]+\//, '')}`,
    url: withQuery(`${root}/${path}`, {
      ...query,
      access_token: token,
      appsecret_proof: app.clientSecret ? appSecretProof(app.clientSecret, token) : undefined,
    }),
  };
}
