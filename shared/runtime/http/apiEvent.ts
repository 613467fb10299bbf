import type { Language } from '../../domain/mail/language.ts';
import { negotiateLanguage } from '../../presentation/negotiateLanguage.ts';

/** What the product reads of an event of API Gateway's HTTP API, payload format 2.0. Everything else is left alone. */
export interface ApiEvent {
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Each `name=value`. */
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId?: string;
    readonly http: { readonly method: string; readonly sourceIp?: string };
    /** Filled by the gateway's JWT authorizer, never by the caller. */
    readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } };
  };
}

/** A header by its name in any letter case (RFC 9110, section 5.1). */
export const headerOf = ({ headers = {} }: Pick<ApiEvent, 'headers'>, name: string): string | undefined =>
  Object.entries(headers).find(([candidate]) => candidate.toLowerCase() === name)?.[1];

/** The language of ours that the caller reads. */
export const readerOf = (event: Pick<ApiEvent, 'headers'>): Language =>
  negotiateLanguage(headerOf(event, 'accept-language'));

/**
 * Does the caller take gzip? A weight of zero means no.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export const acceptsGzip = (event: Pick<ApiEvent, 'headers'>): boolean => {
  const weights = new Map(
    (headerOf(event, 'accept-encoding') ?? '').split(',').map((coding) => {
      const [name = '', ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};
