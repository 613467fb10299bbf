import type { Problem } from '../../../../shared/contracts/http/problems.ts';
import { oneLine } from '../../../../shared/presentation/html.ts';
import { connectMessages } from '../../../../shared/presentation/pages/connect/connectMessages.ts';
import type { Shown } from '../../../../shared/presentation/pages/shown.ts';
import { problemAnswer as problemPageAnswer } from '../../problemAnswer.ts';
import { visitPage, type FrameDeps } from '../../session/answers.ts';
import type { PageContext, Visit } from '../../visit.ts';

/** What the pages of connecting and renewing need. */
export interface ConnectDeps extends FrameDeps {
  /** Where the world reaches us: people come back there from Ponto. */
  readonly publicUrl: string;
}

export const shownTo = ({ language, frame, now, formToken, newOnce }: Visit): Shown => ({
  language,
  frame,
  now,
  formToken,
  newOnce,
});

/** The name of a bank, where it can be looked up. */
export const bankNameOf = async ({ api }: Visit, institutionId: string | undefined): Promise<string | undefined> => {
  if (institutionId === undefined) return undefined;
  const found = await api.call('getInstitution', { id: institutionId });
  return found.kind === 'done' ? oneLine(found.body.name) : undefined;
};

/** The same for a title. */
export const bankTitleOf = async (visit: Visit, institutionId: string | undefined): Promise<string> =>
  (await bankNameOf(visit, institutionId)) ?? connectMessages.text(visit.language, 'some_bank');

/** Where a problem was met. */
interface Met {
  /** The page to try again. */
  readonly address: string;
  readonly connectionId?: string;
}

/** A page that tells of a problem of the API and leads on; what is not there is not found. */
export const problemAnswer = (c: PageContext, deps: ConnectDeps, problem: Problem, met: Met) =>
  problem.code === 'not_found' ? visitPage(c, deps, 'not_found') : problemPageAnswer(c, problem, met, 'connect');
