import type { AppSettings } from '../../contract.ts';
import { withQuery } from '../address.ts';
import type { NetworkCall } from '../call.ts';
import { hmac } from '../hmac.ts';

/** One call of a Graph API. */
export type GraphCall<T> = Omit<NetworkCall<T>, 'name' | 'url' | 'headers'> & {
  /** After the version: `101/published_posts`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
};

/** `appsecret_proof`: shows that a token is used by the app itself ("Graph API, Securing requests"). */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return hmac(appSecret, accessToken);
}

/**
 * A call as the kit takes it, its token proven where the app's secret is known.
 * @param root with the version: `https://graph.facebook.com/v25.0`
 */
export function graphCall<T>(
  { root, app, token }: { root: string; app: Pick<AppSettings, 'clientSecret'>; token: string },
  { path, query, ...call }: GraphCall<T>,
): NetworkCall<T> {
  return {
    ...call,
    // Ids stand in paths: they name the call's edge alone, so that an error tells no more.
    name: `${call.method ?? 'GET'} ${path.replace(/^[^/]+\//, '')}`,
    url: withQuery(`${root}/${path}`, {
      ...query,
      access_token: token,
      appsecret_proof: app.clientSecret ? appSecretProof(app.clientSecret, token) : undefined,
    }),
  };
}
