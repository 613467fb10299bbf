import type { AccountBody } from '../../../shared/contracts/http/accounts.ts';
import type { Health } from '../../../shared/domain/connections/health.ts';
import { actionFor } from '../../../shared/runtime/http/actionFor.ts';

export const renderHealth = ({ state, code, message }: Health): AccountBody['health'] => ({
  state,
  code,
  message,
  action: actionFor(code),
});
