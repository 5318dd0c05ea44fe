import { unexplained } from './deviations.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck, type OpenApi } from './openapi.ts';
import { readSpec } from './read-spec.ts';

const API = '/open_api/v1.3';
const check = openApiCheck(readSpec<OpenApi>('tiktok-ad-comments.openapi.json'));

/**
 * Holds a call about comments on ads against the specification of TikTok's own client. Of the Accounts, Mentions and
 * Business Messaging APIs (`/business/…`) TikTok publishes none.
 */
export const tiktokSpec: SpecCheck = (network, request, answer) => {
  if (!request.path.startsWith(`${API}/comment/`)) return undefined;
  const exchange = exchangeOf(request, answer);
  const query = new URLSearchParams(exchange.query);
  // The document's generator puts the token into the query; the guides, and all clients, send it as a header.
  query.set('Access-Token', request.headers['access-token'] ?? '');
  return unexplained(network, check({ ...exchange, query, path: exchange.path.slice(API.length) }));
};
