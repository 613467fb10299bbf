import { createToken as create, revokeToken as revoke, type TokenCall } from '../../oauth/tokens.ts';
import type { ApiCall, Operation } from '../call.ts';

/** The form may come as JSON, and the grant type in the address (reference, sections 1.5 and 2.3). */
const tokenCall = ({ base, request, query }: ApiCall): TokenCall => {
  const form = formOf(request.headers['content-type'] ?? '', request.body);
  const grant = query.get('grant_type');
  if (grant !== null && !form.has('grant_type')) form.set('grant_type', grant);
  return { base, form, authorization: request.headers['authorization'] };
};

const formOf = (contentType: string, body: string): URLSearchParams => {
  if (!contentType.includes('json')) return new URLSearchParams(body);
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return new URLSearchParams();
    return new URLSearchParams(Object.entries(value).map(([name, text]): [string, string] => [name, String(text)]));
  } catch {
    return new URLSearchParams();
  }
};

export const createToken: Operation = (call) => ({ body: create(call.world, tokenCall(call)) });

export const revokeToken: Operation = (call) => {
  revoke(call.world, tokenCall(call));
  return { body: {} };
};
