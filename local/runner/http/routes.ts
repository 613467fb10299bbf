import type { Route } from '../template/deployment.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
}

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);

const compile = (route: Route): CompiledRoute => {
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  return { route, method, segments: segmentsOf(path) };
};

/** A path that is not well encoded is left as it came. */
export const decodePath = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const parameterOf = (segment: string): { readonly name: string; readonly greedy: boolean } | undefined => {
  const found = /^\{([^}+]+)(\+?)\}$/.exec(segment);
  return found ? { name: found[1] ?? '', greedy: found[2] === '+' } : undefined;
};

const matchSegments = (
  pattern: readonly string[],
  actual: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const parameter = parameterOf(segment);
    const given = actual[index];
    if (given === undefined) return undefined;
    if (parameter?.greedy) {
      const rest = actual.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [parameter.name]: decodePath(rest) };
    }
    if (parameter && given !== '') parameters[parameter.name] = decodePath(given);
    else if (segment !== given) return undefined;
  }
  return pattern.length === actual.length ? parameters : undefined;
};

/** Literal before parameter before greedy parameter, segment by segment; a method of its own before ANY. */
const precedence = ({ segments, method }: CompiledRoute): string =>
  [
    ...segments.map((segment) => {
      const parameter = parameterOf(segment);
      if (!parameter) return '0';
      return parameter.greedy ? '2' : '1';
    }),
    method === 'ANY' ? '1' : '0',
  ].join('');

/**
 * Chooses the most specific route, as an HTTP API does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const makeRouter = (routes: readonly Route[]) => {
  const compiled = routes
    .filter(({ key }) => key !== '$default')
    .map(compile)
    .sort((a, b) => (precedence(a) < precedence(b) ? -1 : 1));
  const fallback = routes.find(({ key }) => key === '$default');
  return (method: string, path: string): RouteMatch | undefined => {
    const actual = segmentsOf(path);
    for (const { route, method: wanted, segments } of compiled) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const pathParameters = matchSegments(segments, actual);
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};
