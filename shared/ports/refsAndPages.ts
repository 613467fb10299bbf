export interface ConnectionRef {
  readonly tenantId: string;
  readonly connectionId: string;
}

export interface AccountRef {
  readonly tenantId: string;
  readonly accountId: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export type Moved<T> =
  | { readonly kind: 'moved'; readonly current: T }
  | { readonly kind: 'refused'; readonly current: T }
  | { readonly kind: 'missing' };
