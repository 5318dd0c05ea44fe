/** Where a request was sent, as its sender sees it: for addresses that hold where no public one is set. */
export function originOf(request: Request): string {
  const url = new URL(request.url);
  const host = request.headers.get('host') ?? url.host;
  const given = `${url.protocol}//${host}`;
  return URL.canParse(given) ? new URL(given).origin : url.origin;
}
