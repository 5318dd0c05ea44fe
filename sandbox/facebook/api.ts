import { badParameter, graphAnswer, graphFault, graphFaults } from '#sandbox/kit/meta/answers.ts';
import { fieldsFault } from '#sandbox/kit/meta/subscribed-fields.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import type { Crowd } from './people.ts';
import type { Deliveries } from './deliveries.ts';
import { giveToken, showDialog } from './login.ts';
import { readEdge, readNode, readPageEdge } from './reading.ts';
import type { createSendApi } from './sending.ts';
import { app, type Caller, type ManagedPage, type Tokens } from './tokens.ts';
import { PAGE_ID, type World } from './world.ts';
import { addComment, block, like, moderate, remove, update } from './writing.ts';

type Parts = {
  world: World;
  crowd: Crowd;
  deliveries: Deliveries;
  tokens: Tokens;
  send: ReturnType<typeof createSendApi>;
  baseUrl: string;
};

const unknownPath: SandboxAnswer = graphFault({ code: 2500, message: 'Unknown path components', status: 400 });

/** Answers the Graph API: first who calls, then what is called. */
export function createApi(parts: Parts) {
  const { tokens } = parts;
  return (request: SandboxRequest): SandboxAnswer => {
    const [, version = '', ...rest] = request.path.split('/');
    if (!/^v2[56]\.0$/.test(version)) return unknownPath;
    const path = rest.join('/');
    if (path === 'dialog/oauth' && request.method === 'GET') return showDialog(tokens, request);
    if (path === 'oauth/access_token' && request.method === 'GET') return giveToken(tokens, request);
    const known = tokens.callerOf(request);
    if ('fault' in known) return graphFault(known.fault);
    const [id = '', edge, ...more] = rest;
    if (more.length > 0) return unknownPath;
    if (known.caller.is === 'app') return answerApp(parts, request, path);
    if (known.caller.is === 'user') return answerUser(parts, path);
    return answerPage(parts, known.caller, request, { id, edge });
  };
}

function answerApp({ tokens, deliveries }: Parts, request: SandboxRequest, path: string): SandboxAnswer {
  if (path === 'debug_token' && request.method === 'GET')
    return debugToken(tokens, request.query.get('input_token') ?? '');
  if (path === `${app.clientId}/subscriptions` && request.method === 'POST') {
    const params = paramsOf(request);
    const isWhole = params.get('object') === 'page' && params.get('callback_url') && params.get('fields');
    if (!isWhole) return graphFault(badParameter('object, callback_url and fields are required'));
    if (params.get('verify_token') !== app.webhookSecret)
      return graphFault({ code: 2200, message: 'Callback verification failed' });
    deliveries.subscribe(true);
    return graphAnswer({ success: true });
  }
  return graphFault(graphFaults.missing);
}

function debugToken(tokens: Tokens, token: string): SandboxAnswer {
  const { caller, isValid } = tokens.inspect(token);
  const scopes = [
    'pages_show_list',
    'pages_read_engagement',
    'pages_read_user_content',
    'pages_manage_engagement',
    'pages_manage_metadata',
    'pages_messaging',
  ].filter((scope) => tokens.grants.has(scope));
  return graphAnswer({
    data: {
      app_id: app.clientId,
      type: caller?.is.toUpperCase() ?? 'UNKNOWN',
      is_valid: isValid,
      expires_at: 0,
      data_access_expires_at: 1_798_761_600,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: [PAGE_ID] })),
      ...(caller?.is === 'page' ? { profile_id: caller.page.id } : {}),
      user_id: '77',
    },
  });
}

function answerUser({ tokens }: Parts, path: string): SandboxAnswer {
  // A person is no Page, so there is no category.
  if (path === 'me')
    return graphFault(badParameter('Tried accessing nonexisting field (category) on node type (User)'));
  if (path !== 'me/accounts') return graphFault(graphFaults.missing);
  const data = tokens.pages.map((one) => ({ ...self(one), tasks: one.tasks, access_token: tokens.pageToken(one) }));
  return graphAnswer({ data, paging: { cursors: { before: 'QVFI', after: 'QVFJ' } } });
}

function self({ id, name, avatarUrl = `https://scontent.example/${id}.jpg` }: ManagedPage) {
  return {
    id,
    name,
    link: `https://www.facebook.com/${id}`,
    category: 'Shopping & retail',
    picture: { data: { url: avatarUrl } },
  };
}

function answerPage(
  parts: Parts,
  { page }: Extract<Caller, { is: 'page' }>,
  request: SandboxRequest,
  { id, edge }: { id: string; edge: string | undefined },
): SandboxAnswer {
  const isPage = id === 'me' || id === page.id;
  if (isPage && edge === undefined)
    return request.method === 'GET' ? graphAnswer(self(page)) : graphFault(graphFaults.noPermission);
  if (page.id !== PAGE_ID) return answerOtherPage(request, isPage ? edge : undefined);
  if (isPage && edge) return answerPageEdge(parts, request, edge);
  const writing = { ...parts, params: paramsOf(request) };
  switch (`${request.method} ${edge ?? ''}`) {
    case 'GET ':
      return readNode({ ...parts, request }, id);
    case 'POST ':
      return update(writing, id);
    case 'DELETE ':
      return remove(writing, id);
    case 'POST comments':
      return addComment(writing, id);
    case 'POST likes':
      return like(writing, id, true);
    case 'DELETE likes':
      return like(writing, id, false);
    default:
      return request.method === 'GET' && edge ? readEdge({ ...parts, request }, id, edge) : unknownPath;
  }
}

/** The other Page is an empty one, whose connected member has few tasks and whose reviews are turned off. */
function answerOtherPage({ method }: SandboxRequest, edge: string | undefined): SandboxAnswer {
  if (edge === undefined) return graphFault(graphFaults.missing);
  if (edge === 'ratings') return graphFault(badParameter('Reviews are not available for this Page'));
  return method === 'GET' && edge !== 'visitor_posts'
    ? graphAnswer({ data: [] })
    : graphFault(graphFaults.noPermission);
}

function answerPageEdge(parts: Parts, request: SandboxRequest, edge: string): SandboxAnswer {
  const { world, deliveries, send } = parts;
  const writing = { ...parts, params: paramsOf(request) };
  switch (`${request.method} ${edge}`) {
    case 'POST messages':
      return send(jsonOf(request));
    case 'POST blocked':
      return block(writing, true);
    case 'DELETE blocked':
      return block(writing, false);
    case 'POST moderate_conversations':
      return moderate(world, jsonOf(request));
    case 'POST subscribed_apps':
      return subscribe(parts, writing.params.get('subscribed_fields') ?? '');
    case 'DELETE subscribed_apps':
      deliveries.subscribe(false);
      return graphAnswer({ success: true });
    case 'GET subscribed_apps':
      return graphAnswer({
        data: deliveries.isSubscribed()
          ? [
              {
                id: app.clientId,
                name: 'Parvis',
                link: 'https://parvis.example',
                subscribed_fields: deliveries.fields(),
              },
            ]
          : [],
      });
    case 'GET ads_posts':
      // As for any edge that a token may not see.
      if (parts.tokens.grants.isWithheld('ads_read')) return graphFault(graphFaults.missing);
      return readPageEdge({ ...parts, request }, edge) ?? unknownPath;
    default:
      return (request.method === 'GET' ? readPageEdge({ ...parts, request }, edge) : null) ?? unknownPath;
  }
}

/** The fields replace those of an earlier call. */
function subscribe({ deliveries, tokens }: Parts, given: string): SandboxAnswer {
  const fields = given.split(',').filter(Boolean);
  if (fields.length === 0) return graphFault(badParameter('subscribed_fields is required'));
  const fault = fieldsFault(fields, { needed: 'pages_messaging', granted: tokens.grants.has });
  if (fault) return graphFault(fault);
  deliveries.subscribe(true, fields);
  return graphAnswer({ success: true });
}

/** The parameters of a form and of the address together. */
function paramsOf({ query, headers, body }: SandboxRequest): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams([...query, ...(isForm ? new URLSearchParams(body.toString('utf8')) : [])]);
}

function jsonOf({ body }: SandboxRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
