import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { authenticatePerson, type ReadSessionId } from './authenticate.ts';
import { openApiDocument } from './openapi.ts';
import { RequestRefusal } from './problem.ts';

/** Serves the two addresses outside any workspace: the document, and the list of the caller's workspaces. */
export async function serveOutside(
  request: Request,
  segments: string[],
  { readSessionId }: { readSessionId: ReadSessionId },
): Promise<Response> {
  const [name, ...rest] = segments;
  if (rest.length > 0 || (name !== 'openapi.json' && name !== 'workspaces'))
    throw new RequestRefusal('unknown_address');
  if (request.method !== 'GET') throw new RequestRefusal('method_not_allowed', { allow: 'GET' });
  if (name === 'openapi.json') {
    return Response.json(openApiDocument(), { headers: { 'cache-control': 'public, max-age=300' } });
  }
  const { userId, onlyWorkspaceId } = await authenticatePerson(request, readSessionId);
  const workspaces = await listWorkspaces(userId);
  return Response.json({
    workspaces: workspaces.filter(({ id }) => onlyWorkspaceId === null || id === onlyWorkspaceId),
  });
}
