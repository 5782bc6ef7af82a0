import { type ApiEntry, DEFAULT_ROUTE, ROUTES } from '../api/routes.ts';

export type RouteMatch =
  | { readonly kind: 'route'; readonly entry: ApiEntry; readonly routeKey: string; readonly id: string | undefined }
  | { readonly kind: 'other-method'; readonly allow: string }
  | { readonly kind: 'none' };

const PATTERNS = ROUTES.filter(({ routeKey }) => routeKey !== DEFAULT_ROUTE).map(({ entry, routeKey }) => {
  const [method = '', path = ''] = routeKey.split(' ');
  return { entry, routeKey, method, pattern: new RegExp(`^${path.replace('{id}', '([^/]+)')}$`) };
});

/**
 * As the gateway does: a path parameter is one segment, decoded.
 *
 * @param path without query
 * @example matchRoute('PUT', '/v1/jobs')   // { kind: 'other-method', allow: 'POST, GET' }
 */
export function matchRoute(method: string, path: string): RouteMatch {
  const matching = PATTERNS.flatMap(route => {
    const found = route.pattern.exec(path);
    return found === null ? [] : [{ ...route, segment: found[1] }];
  });
  if (matching.length === 0) return { kind: 'none' };
  const route = matching.find(candidate => candidate.method === method);
  if (route === undefined) {
    return { kind: 'other-method', allow: matching.map(candidate => candidate.method).join(', ') };
  }
  return { kind: 'route', entry: route.entry, routeKey: route.routeKey, id: decoded(route.segment) };
}

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
