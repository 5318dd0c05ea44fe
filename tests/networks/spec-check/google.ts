import { unexplained } from './deviations.ts';
import { openApiOfDiscovery, type Discovery } from './discovery.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck, type OpenApi } from './openapi.ts';
import { readSpec } from './read-spec.ts';

const discoveries = ['google-accounts-v1', 'google-locations-v1', 'google-notifications-v1'].map((name) =>
  openApiOfDiscovery(readSpec<Discovery>(`${name}.discovery.json`)),
);

/** Three APIs with a host each; the stand-in has one for them all. */
const checkOfV1 = openApiCheck({
  paths: Object.assign({}, ...discoveries.map(({ paths }) => paths)) as OpenApi['paths'], // paths, all of them
  components: { schemas: Object.assign({}, ...discoveries.map(({ components }) => components?.schemas)) },
});
const checkOfV4 = openApiCheck(readSpec<OpenApi>('google-reviews-v4.openapi.json'));

/** Holds a call of the Business Profile APIs against their specifications. The sign-in's own addresses are not in there. */
export const googleSpec: SpecCheck = (network, request, answer) => {
  const exchange = exchangeOf(request, answer);
  const { path } = exchange;
  if (path.startsWith('/v1/')) return unexplained(network, checkOfV1(exchange));
  if (path.startsWith('/v4/')) return unexplained(network, checkOfV4({ ...exchange, path: path.slice('/v4'.length) }));
  return undefined;
};
