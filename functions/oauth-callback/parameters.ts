import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** A parameter given twice is none (RFC 6749, section 3.1). */
export const single = (parameters: URLSearchParams, name: string): string => {
  const [value = '', ...others] = parameters.getAll(name);
  return others.length > 0 ? '' : value;
};

/** A form as a browser sends it; the gateway hands over what it takes for binary in Base64. */
export const formIn = ({ body = '', isBase64Encoded }: ApiEvent): URLSearchParams =>
  new URLSearchParams(Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8').toString('utf8'));
