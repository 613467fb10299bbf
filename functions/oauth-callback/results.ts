import type { ConsentFailure } from '../../shared/usecases/connections/finishConsent.ts';
import type { Result } from './resultPage.ts';

const again = 'Go back to your accounting product and connect the bank once more.';
const later = 'Wait a few minutes, then go back to your accounting product and connect the bank once more.';

export const connected: Result = {
  status: 200,
  title: 'Your bank is connected',
  happened: 'Your accounts have been found.',
  next: 'You can close this page. Go back to your accounting product and choose a journal for each account.',
};

export const cancelled: Result = {
  status: 200,
  title: 'You cancelled',
  happened: 'No access was given, and nothing was changed.',
  next: `You can close this page. To go on after all: ${again}`,
};

/** Ponto sends people here whatever they did there. */
export const reauthorized: Result = {
  status: 200,
  title: 'You are back from Ponto',
  happened:
    'If you confirmed at your bank, the access to this account is renewed, and the days in between are filled in.',
  next: 'You can close this page. Your accounting product shows the new end date shortly.',
};

/** The state may be spent, too old or made up: the three cannot be told apart, and need not be. */
export const unverified: Result = {
  status: 400,
  title: 'This step is done already, or took too long',
  happened:
    'This address works once, for ten minutes. If you just connected your bank and loaded this page again, it is done' +
    ' already.',
  next: `Go back to your accounting product and look at your bank there. If it is not connected, connect it once more.`,
};

export const unexpected: Result = {
  status: 500,
  title: 'Something went wrong on our side',
  happened: 'We could not look at the answer of the bank.',
  next: `Load this page again. If that does not help: ${again}`,
};

const failures: Readonly<Record<ConsentFailure, Omit<Result, 'status' | 'title'>>> = {
  consent_failed: { happened: 'Ponto did not confirm the access.', next: again },
  no_accounts: {
    happened: 'No bank account was shared.',
    next: `${again} Select at least one account at Ponto.`,
  },
  other_organization: {
    happened: 'The access was given by another organisation at Ponto than the one that was connected before.',
    next: `${again} Sign in at Ponto for the same organisation, or make a new connection.`,
  },
  connection_disconnected: {
    happened: 'This connection was disconnected in the meantime.',
    next: 'Go back to your accounting product and make a new connection.',
  },
  ponto_unavailable: { happened: 'Ponto could not be reached.', next: later },
  ponto_throttled: { happened: 'Ponto asked us to slow down.', next: later },
  ponto_answer_not_understood: { happened: 'Ponto answered with something that could not be read.', next: later },
  organization_blocked: {
    happened: 'Ponto has blocked this organisation.',
    next: 'Contact Ponto to lift it, then connect the bank once more.',
  },
  internal_error: { happened: 'Something went wrong on our side.', next: later },
};

export const failed = (code: ConsentFailure): Result => ({
  status: 400,
  title: 'Your bank is not connected',
  ...failures[code],
});
