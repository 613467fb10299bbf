import { operations } from '../../contracts/http/operations.ts';
import { version } from '../../contracts/version.ts';
import { defined } from '../../language/defined.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { json } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';

export interface ServiceDeps {
  readonly publicUrl: string;
  /** Version and commit of what is deployed. */
  readonly release?: string | undefined;
}

/** What the service says about itself, to everybody. */
export const makeServiceRoutes = ({ publicUrl, release }: ServiceDeps) => {
  // Loaded for whoever asks: few do, and it builds every schema there is.
  const documentAnswer = onFirstUse(async () =>
    (await import('../../runtime/openApi/documentAnswer.ts')).makeDocumentAnswer(publicUrl),
  );
  return {
    getHealth: route(operations.getHealth, async () => json(200, { status: 'ok', version, ...defined({ release }) })),
    getOpenApi: route(operations.getOpenApi, async ({ takesGzip, unlessHeld }) =>
      unlessHeld((await documentAnswer())(takesGzip)),
    ),
  };
};
