import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { authenticatePerson, authenticateSession, type ReadSessionId } from './authenticate.ts';
import { openApiDocument } from './openapi.ts';
import { personRoutes } from './person-routes.ts';
import { RequestRefusal } from './problem.ts';

/** Serves the addresses outside any workspace: the document, the caller's workspaces, and what spans them. */
export async function serveOutside(
  request: Request,
  segments: string[],
  { readSessionId }: { readSessionId: ReadSessionId },
): Promise<Response> {
  const name = segments.join('/');
  const ofPerson = Object.hasOwn(personRoutes, name) ? personRoutes[name] : undefined;
  if (name !== 'openapi.json' && name !== 'workspaces' && !ofPerson) throw new RequestRefusal('unknown_address');
  const methods = ofPerson?.methods ?? ['GET'];
  if (!methods.includes(request.method)) throw new RequestRefusal('method_not_allowed', { allow: methods.join(', ') });
  if (name === 'openapi.json') {
    return Response.json(openApiDocument(), { headers: { 'cache-control': 'public, max-age=300' } });
  }
  if (ofPerson) return await ofPerson.answer(await authenticateSession(request, readSessionId), request);
  const { userId, onlyWorkspaceId } = await authenticatePerson(request, readSessionId);
  const workspaces = await listWorkspaces(userId);
  return Response.json({
    workspaces: workspaces.filter(({ id }) => onlyWorkspaceId === null || id === onlyWorkspaceId),
  });
}
