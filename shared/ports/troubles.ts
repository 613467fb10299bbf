import type { IncidentKind } from '../domain/alerts/incident.ts';
import type { TroubleTelling } from '../domain/alerts/troubleTelling.ts';
import type { ConnectionRef } from './common.ts';

export interface TroubleTellingRef extends ConnectionRef {
  readonly kind: IncidentKind;
  readonly accountId?: string;
  readonly address: string;
}

/** Who was told of which trouble. */
export interface TroubleTellings {
  get(ref: TroubleTellingRef): Promise<TroubleTelling | undefined>;
  /** Writes if nobody has written since the caller read `seen`. */
  put(
    ref: TroubleTellingRef,
    telling: TroubleTelling,
    seen: TroubleTelling | undefined,
  ): Promise<'written' | 'changed'>;
}
