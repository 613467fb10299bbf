import { region } from './emulator.ts';

/**
 * Calls of services that the project has no client for. An emulator reads account and region in the credential's scope
 * and checks no signature, so none is made: these calls would be refused by AWS.
 */
const scopeOf = (service: string): Readonly<Record<string, string>> => ({
  authorization:
    `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, ` +
    'SignedHeaders=host, Signature=none',
});

/** A call of a service that speaks AWS's query protocol, such as CloudFormation; the answer is XML. */
export const query = async (
  url: string,
  service: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...scopeOf(service), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} ${parameters['Action'] ?? ''}: ${messageIn(text)}`);
  return text;
};

const messageIn = (xml: string): string => /<Message>([\s\S]*?)<\/Message>/.exec(xml)?.[1] ?? xml.slice(0, 200);

/** A call of a service that speaks REST with JSON, such as Lambda. */
export const rest = async (
  url: string,
  service: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<Response> =>
  fetch(`${url}${path}`, {
    method,
    headers: { ...scopeOf(service), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
