import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import type { OAuth } from './oauth.ts';
import { actOnComments, actOnReactions } from './social.ts';
import type { Subscriptions } from './subscriptions.ts';
import { failure, json, listView, notFound, notificationView, postView } from './views.ts';
import { ADMIN, ORG, type World } from './world.ts';

/** "Versioning": older and newer versions do not exist. */
const VERSIONS = /^20(2512|26(0[1-9]|1[012])|270[1-8])$/;

/** The `/rest` half of the API. */
export class Api {
  /** The calls of one day; null: the unpublished quotas of the standard tier. */
  dailyCalls: number | null = null;
  /** Whether the member still administers the page. */
  isAdmin = true;
  readonly exceeded: string[] = [];
  readonly #world: World;
  readonly #oauth: OAuth;
  readonly #subscriptions: Subscriptions;
  #calls = 0;

  constructor(world: World, oauth: OAuth, subscriptions: Subscriptions) {
    this.#world = world;
    this.#oauth = oauth;
    this.#subscriptions = subscriptions;
  }

  handle(request: SandboxRequest): SandboxAnswer {
    const refused = this.#refuse(request);
    if (refused) return refused;
    const [, , resource = '', key = '', ...rest] = request.path.split('/');
    switch (resource) {
      case 'organizationAcls':
        return this.#acls(request);
      case 'organizations':
        return this.#organization(request, decodeURIComponent(key));
      case 'posts':
        return this.#posts(request);
      case 'organizationalEntityNotifications':
        return this.#notifications(request);
      case 'socialActions':
        return actOnComments(this.#world, request, [key, ...rest].map(decodeURIComponent));
      case 'reactions':
        return actOnReactions(this.#world, request, key);
      case 'eventSubscriptions':
        return this.#subscriptions.handle(request, key);
      default:
        return failure(404, 'RESOURCE_NOT_FOUND', `No virtual resource found for: /${resource}`);
    }
  }

  #refuse({ headers }: SandboxRequest): SandboxAnswer | null {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (!token) return failure(401, 'EMPTY_ACCESS_TOKEN', 'Empty oauth2 access token', 65_604);
    switch (this.#oauth.access.get(token)) {
      case 'active':
        break;
      case 'expired':
        return failure(401, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired', 65_602);
      case 'revoked':
        return failure(
          401,
          'REVOKED_ACCESS_TOKEN',
          'The token used in the request has been revoked by the user',
          65_601,
        );
      case undefined:
      default:
        return failure(401, 'INVALID_ACCESS_TOKEN', 'Invalid access token', 65_600);
    }
    const version = headers['linkedin-version'];
    if (!version) return failure(400, 'VERSION_MISSING', 'A version must be present. Please specify a version.');
    if (!VERSIONS.test(version))
      return failure(426, 'NONEXISTENT_VERSION', `Requested version ${version} is not active`);
    if (headers['x-restli-protocol-version'] !== '2.0.0') {
      return failure(400, 'BAD_REQUEST', 'Invalid query parameters passed to request');
    }
    this.#calls += 1;
    if (this.dailyCalls === null || this.#calls <= this.dailyCalls) return null;
    this.exceeded.push(`${this.#calls} calls in a day of ${this.dailyCalls}`);
    return failure(
      429,
      'TOO_MANY_REQUESTS',
      'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.',
    );
  }

  #acls({ path, query }: SandboxRequest): SandboxAnswer {
    if (query.get('q') !== 'roleAssignee') return failure(400, 'PARAM_MISSING', 'Finder roleAssignee is missing');
    const all = this.isAdmin ? Object.keys(this.#world.organizations) : [];
    const view = (organization: string) => ({
      role: 'ADMINISTRATOR',
      organization,
      roleAssignee: ADMIN,
      state: 'APPROVED',
    });
    return json(200, listView(all, query, view, path));
  }

  #organization({ method }: SandboxRequest, id: string): SandboxAnswer {
    const found = this.#world.organizations[`urn:li:organization:${id}`];
    return found && method === 'GET' ? json(200, { id: Number(id), ...found }) : notFound;
  }

  #posts({ path, query, headers }: SandboxRequest): SandboxAnswer {
    if (query.get('q') !== 'author' || headers['x-restli-method'] !== 'FINDER') {
      return failure(400, 'PARAM_MISSING', 'Finder author is missing');
    }
    const author = query.get('author') ?? '';
    if (author !== ORG) return forbidden('posts.FINDER-author');
    const own = this.#world.posts.filter((post) => post.author === author).toReversed();
    return json(200, listView(own, query, postView, path));
  }

  #notifications({ path, query }: SandboxRequest): SandboxAnswer {
    const actions = /^List\((.+)\)$/.exec(query.get('actions') ?? '')?.[1]?.split(',');
    const [, start, end] = /^\(start:(\d+),end:(\d+)\)$/.exec(query.get('timeRange') ?? '') ?? [];
    if (query.get('q') !== 'criteria' || !actions || !start || !end) {
      return failure(400, 'PARAM_INVALID', 'Invalid param. Please see errorDetails for more information.');
    }
    if (query.get('organizationalEntity') !== ORG || !this.isAdmin) {
      return forbidden('organizationalEntityNotifications.FINDER-criteria');
    }
    const found = this.#world.notifications.filter(
      ({ action, at }) => actions.includes(action) && at >= Number(start) && at <= Number(end),
    );
    return json(200, listView(found, query, notificationView, path));
  }
}

function forbidden(resource: string): SandboxAnswer {
  return failure(403, 'ACCESS_DENIED', `Not enough permissions to access: ${resource}.20260900.NO_VERSION`, 100);
}
