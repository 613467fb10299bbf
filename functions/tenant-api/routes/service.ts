import { operations } from '../../../shared/contracts/http/operations.ts';
import { version } from '../../../shared/contracts/version.ts';
import { json } from '../../../shared/runtime/http/answer.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';

export interface ServiceDeps {
  readonly publicUrl: string;
}

/** What the service says about itself, to everybody. */
export const makeServiceRoutes = ({ publicUrl }: ServiceDeps) => {
  let document: ReturnType<typeof openApiDocument> | undefined;
  return {
    getHealth: route(operations.getHealth, async () => json(200, { status: 'ok', version })),
    getOpenApi: route(operations.getOpenApi, async () => json(200, (document ??= openApiDocument(publicUrl)))),
  };
};
