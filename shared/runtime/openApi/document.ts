import { webhooks as webhookEndpoints } from '../../contracts/http/descriptions/webhooks.ts';
import { operations, type Operation } from '../../contracts/http/operations.ts';
import { runExamples } from './examples.ts';
import { componentHeaders } from './headers.ts';
import { infoOf } from './info.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { operationObject } from './operationObject.ts';
import { problemExamples } from './refusals.ts';
import { componentSchemas } from './schemas.ts';
import { webhooks } from './webhooks.ts';
import { tags } from './words.ts';

/**
 * The OpenAPI 3.1 document, made from the schemas that validate the requests: what it says is what is done.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const openApiDocument = (publicUrl: string): JsonSchema => {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(name, operation);
  }
  return {
    openapi: '3.1.1',
    info: infoOf(publicUrl),
    servers: [{ url: publicUrl, description: 'This installation' }],
    security: [{ bearer: [] }],
    tags,
    paths,
    webhooks: webhooks(webhookEndpoints.name),
    components: {
      schemas: componentSchemas(),
      headers: componentHeaders(),
      examples: { ...runExamples(), ...problemExamples(Object.values(operations)) },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of the issuer of this installation, with the tenant in it.',
        },
      },
    },
  };
};
