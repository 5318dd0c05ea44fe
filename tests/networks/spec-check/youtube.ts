import { unexplained } from './deviations.ts';
import { openApiOfDiscovery, type Discovery } from './discovery.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { openApiCheck } from './openapi.ts';
import { readSpec } from './read-spec.ts';

const check = openApiCheck(openApiOfDiscovery(readSpec<Discovery>('youtube-v3.discovery.json')));

/** Holds a call of the YouTube Data API against its discovery document. The sign-in's own addresses are not in there. */
export const youtubeSpec: SpecCheck = (network, request, answer) => {
  if (!request.path.startsWith('/youtube/')) return undefined;
  return unexplained(network, check(exchangeOf(request, answer)));
};
