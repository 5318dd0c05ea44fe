import { unexplained } from './deviations.ts';
import { exchangeOf, type SpecCheck } from './exchange.ts';
import { graphCheck, type Graph } from './graph.ts';
import { readSpec } from './read-spec.ts';

const graph = readSpec<Graph>('meta-graph.json');

/** The lists of Instagram's own sign-in call their nodes by shorter names. */
const shortNames = { Media: 'IGMediaForIGOnlyAPI', IGGraphMedia: 'IGMediaForIGOnlyAPI', User: 'IGUserForIGOnlyAPI' };

/** Of the person who signs in (`me/accounts`) and of the app (`subscriptions`) there is no list, nor of the sign-in. */
const ofNodes = /^\/v\d+\.\d+\/(?!oauth\/|dialog\/|debug_token$|me\/accounts$|\w+\/subscriptions$)/;

const ofFacebook = ['Page', 'PagePost', 'Comment', 'UnifiedThread', 'Recommendation'];
const ofInstagram = ['IGUserForIGOnlyAPI', 'IGUser', 'IGMedia', 'IGComment', 'Page'];

/** Holds a call about a Page against Meta's lists of nodes. What goes before, as signing in, is not in there. */
export const facebookSpec = specOf(graphCheck(graph, ofFacebook));
/** The same for an Instagram account, by either way to sign in. */
export const instagramSpec = specOf(graphCheck(withShortNames(graph), ofInstagram));

function specOf(check: ReturnType<typeof graphCheck>): SpecCheck {
  return (network, request, answer) => {
    if (!ofNodes.test(request.path)) return [];
    return unexplained(network, check(exchangeOf(request, answer)));
  };
}

function withShortNames({ nodes }: Graph): Graph {
  const short = Object.entries(shortNames).flatMap(([name, meant]) => (nodes[meant] ? [[name, nodes[meant]]] : []));
  return { nodes: { ...nodes, ...Object.fromEntries(short) } };
}
