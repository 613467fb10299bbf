export interface ApiError {
  readonly code: string;
  readonly detail: string;
  readonly source?: { readonly pointer?: string; readonly parameter?: string };
  readonly meta?: object;
}

/** A refusal in the API's own error form (reference, section 5). */
export class ApiFailure extends Error {
  readonly status: number;
  readonly errors: readonly ApiError[];

  constructor(status: number, errors: readonly ApiError[]) {
    super(errors.map(({ code }) => code).join(', '));
    this.name = 'ApiFailure';
    this.status = status;
    this.errors = errors;
  }
}

export const notFound = (resource: string): ApiFailure =>
  new ApiFailure(404, [{ code: 'resourceNotFound', detail: 'Nothing is stored under this id.', meta: { resource } }]);

export const invalidAccessToken = (): ApiFailure =>
  new ApiFailure(401, [{ code: 'invalidAccessToken', detail: 'The access token is missing, expired or revoked.' }]);

/** Code and status of a blocked organization are not known for the real service; these are the sandbox's own. */
export const organizationBlocked = (): ApiFailure =>
  new ApiFailure(403, [{ code: 'organizationBlocked', detail: 'Ponto has blocked this organization.' }]);

export const invalidParameter = (parameter: string, detail: string): ApiFailure =>
  new ApiFailure(400, [{ code: 'validationError', detail, source: { parameter }, meta: { attribute: parameter } }]);

export const invalidAttribute = (
  attribute: string,
  detail: string,
  pointer = `/data/attributes/${attribute}`,
): ApiFailure => new ApiFailure(400, [{ code: 'validationError', detail, source: { pointer }, meta: { attribute } }]);
