import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { authenticatePerson, type ReadSessionId } from './authenticate.ts';
import { openApiDocument } from './openapi.ts';
import { DoorRefusal } from './problem.ts';

/** The two addresses that belong to no workspace: the document, and which workspaces there are for the caller. */
export async function serveOutside(
  request: Request,
  segments: string[],
  { readSessionId }: { readSessionId: ReadSessionId },
): Promise<Response> {
  const [name, ...rest] = segments;
  if (rest.length > 0 || (name !== 'openapi.json' && name !== 'workspaces')) throw new DoorRefusal('unknown_address');
  if (request.method !== 'GET') throw new DoorRefusal('method_not_allowed', { allow: 'GET' });
  if (name === 'openapi.json') {
    return Response.json(openApiDocument(), { headers: { 'cache-control': 'public, max-age=300' } });
  }
  const { userId, onlyWorkspaceId } = await authenticatePerson(request, readSessionId);
  const workspaces = await listWorkspaces(userId);
  return Response.json({
    workspaces: workspaces.filter(({ id }) => onlyWorkspaceId === null || id === onlyWorkspaceId),
  });
}
