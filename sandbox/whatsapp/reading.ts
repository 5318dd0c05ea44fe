import { createHash } from 'node:crypto';
import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { parseFields, select, type NodeFields } from '../kit/meta/fields.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { listTemplates } from './templates.ts';
import { sandboxApp, scopes, type Tokens } from './tokens.ts';
import type { World } from './world.ts';

const FIVE_MINUTES_S = 300;
const FILES = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/';

type Given = { world: World; tokens: Tokens; request: SandboxRequest; baseUrl: string; isSubscribed: boolean };

/** The reads of the Graph API. @throws GraphRefusal */
export function answerRead(given: Given, node: string, edge: string | undefined): SandboxAnswer {
  const { world, tokens, request, baseUrl, isSubscribed } = given;
  const token = tokens.ofRequest(request);
  if (node === 'debug_token') return debugToken(given, token);
  tokens.check(token);
  const fields = () => parseFields(request.query.get('fields') ?? 'id');
  if (node === world.phone.id && edge === undefined) return graphAnswer(select(numberFields(world), fields()));
  if (node === world.waba.id) {
    tokens.need('whatsapp_business_management');
    if (edge === 'phone_numbers') return graphAnswer({ data: [select(numberFields(world), fields())] });
    if (edge === 'message_templates') return graphAnswer(listTemplates(request, baseUrl));
    if (edge === 'subscribed_apps') return graphAnswer({ data: isSubscribed ? [subscribedApp] : [] });
  }
  if (edge === undefined && /^\d+$/.test(node)) return fileFacts(world, request, node);
  throw new GraphRefusal(graphFaults.missing);
}

const subscribedApp = { whatsapp_business_api_data: { id: sandboxApp.clientId, link: '', name: 'Parvis' } };

function numberFields({ phone }: World): NodeFields {
  return {
    id: () => phone.id,
    display_phone_number: () => phone.shown,
    verified_name: () => phone.name,
    quality_rating: () => 'GREEN',
    throughput: () => ({ level: 'STANDARD' }),
  };
}

/** Only the app itself may ask. */
function debugToken({ world, tokens, request }: Given, token: string): SandboxAnswer {
  if (!tokens.isOfApp(token)) throw new GraphRefusal(graphFaults.badToken);
  const asked = request.query.get('input_token') ?? '';
  if (tokens.isOfApp(asked)) return graphAnswer({ data: { app_id: sandboxApp.clientId, type: 'APP', is_valid: true } });
  const granted = scopes.filter((scope) => tokens.grants.has(scope));
  return graphAnswer({
    data: {
      app_id: sandboxApp.clientId,
      type: 'SYSTEM_USER',
      is_valid: tokens.isValid(asked),
      expires_at: 0,
      scopes: granted,
      granular_scopes: granted.map((scope) => ({ scope, target_ids: [world.waba.id] })),
    },
  });
}

/** `GET /{media-id}`: where the file can be downloaded for five minutes. */
function fileFacts(world: World, { query }: SandboxRequest, id: string): SandboxAnswer {
  const file = world.fileBy(id);
  const number = query.get('phone_number_id');
  if (!file || (number !== null && number !== world.phone.id)) throw new GraphRefusal(graphFaults.missing);
  const until = Math.floor(world.now().getTime() / 1000) + FIVE_MINUTES_S;
  const url = new URL(FILES);
  url.searchParams.set('mid', id);
  url.searchParams.set('ext', String(until));
  url.searchParams.set('hash', hashOf(id, until));
  return graphAnswer({
    messaging_product: 'whatsapp',
    url: url.href,
    mime_type: file.mimeType,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    file_size: String(file.bytes.length),
    id,
  });
}

/** The file itself: with the account's token in a header, as long as its address holds. */
export function answerDownload(world: World, tokens: Tokens, { query, headers }: SandboxRequest): SandboxAnswer {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!tokens.isValid(token)) return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized' };
  const id = query.get('mid') ?? '';
  const until = Number(query.get('ext'));
  const file = world.fileBy(id);
  const holds = query.get('hash') === hashOf(id, until) && until * 1000 > world.now().getTime();
  if (!file || !holds) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'URL signature expired' };
  return { status: 200, headers: { 'content-type': file.mimeType }, body: file.bytes };
}

function hashOf(id: string, until: number): string {
  return createHash('sha256').update(`${sandboxApp.clientSecret} ${id} ${until}`).digest('hex').slice(0, 24);
}

/** @throws GraphRefusal for a call that the network does not have */
export function unknownCall({ method, path }: SandboxRequest): GraphRefusal {
  return new GraphRefusal(badParameter(`Unsupported ${method.toLowerCase()} request: ${path}`));
}
