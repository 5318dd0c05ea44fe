import { unexplained } from './deviations.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck, type OpenApi } from './openapi.ts';
import { readSpec } from './read-spec.ts';

/** "REST API v5": times come without a zone. */
const check = openApiCheck(readSpec<OpenApi>('pinterest-v5.openapi.json'), { datesNeedZone: false });

/** Holds a call of Pinterest's API against its OpenAPI document. The pages that people see are not in there. */
export const pinterestSpec: SpecCheck = (network, request, answer) => {
  const exchange = exchangeOf(request, answer);
  if (!exchange.path.startsWith('/v5/')) return undefined;
  return unexplained(network, check({ ...exchange, path: exchange.path.slice('/v5'.length) }));
};
