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
/** Media and comments are described once for both logins; the account has a node for each. */
const ofInstagramLogin = ['IGUserForIGOnlyAPI', 'IGMedia', 'IGComment'];
const ofFacebookLogin = ['IGUser', 'IGMedia', 'IGComment', 'Page'];

/** Holds a call about a Page against Meta's lists of nodes. What goes before, as signing in, is not in there. */
export const facebookSpec = specOf(graphCheck(graph, ofFacebook));

const withInstagramLogin = specOf(graphCheck(withShortNames(graph), ofInstagramLogin));
const withFacebookLogin = specOf(graphCheck(graph, ofFacebookLogin));
/** The same for an Instagram account, by the login that gave the token. */
export const instagramSpec: SpecCheck = (network, request, answer) => {
  const isOfInstagram = request.query.get('access_token')?.startsWith('IG') ?? false;
  return (isOfInstagram ? withInstagramLogin : withFacebookLogin)(network, request, answer);
};

function specOf(check: ReturnType<typeof graphCheck>): SpecCheck {
  return (network, request, answer) => {
    if (!ofNodes.test(request.path)) return undefined;
    return unexplained(network, check(exchangeOf(request, answer)));
  };
}

function withShortNames({ nodes }: Graph): Graph {
  const short = Object.entries(shortNames).flatMap(([name, meant]) => (nodes[meant] ? [[name, nodes[meant]]] : []));
  return { nodes: { ...nodes, ...Object.fromEntries(short) } };
}
