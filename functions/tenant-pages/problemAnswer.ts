import { problemStatuses, type Problem } from '../../shared/contracts/http/problems.ts';
import type { PageParts } from '../../shared/presentation/pages/layout.ts';
import { problemPage, type ProblemPlace } from '../../shared/presentation/pages/problemNext.ts';
import { keptFormOf } from './session/answers.ts';
import type { PageContext } from './visit.ts';

/** A problem of the API as a whole page, with its status. What is tried again is the address that was asked for, without a cursor; a form, with what was typed. */
export const problemAnswer = (
  c: PageContext,
  problem: Problem,
  place: Partial<Omit<ProblemPlace, 'language'>> = {},
  current?: PageParts['current'],
) =>
  c.html(
    problemPage(
      c.get('visit').frame,
      problem,
      { address: c.req.path, kept: keptFormOf(c, c.get('visit').formToken), ...place },
      current,
    ),
    problemStatuses[problem.code],
  );
