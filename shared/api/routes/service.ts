import { operations } from '../../contracts/http/operations.ts';
import { version } from '../../contracts/version.ts';
import { json } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import { openApiDocument } from '../../runtime/openApi/document.ts';

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
