/** The origin to which the client sent the request; used when no public address is configured. */
export function originOf(request: Request): string {
  const url = new URL(request.url);
  const host = request.headers.get('host') ?? url.host;
  const given = `${url.protocol}//${host}`;
  return URL.canParse(given) ? new URL(given).origin : url.origin;
}
