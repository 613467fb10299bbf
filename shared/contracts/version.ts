/** Version of the product, told by `GET /v1/health` and the OpenAPI document; a test keeps it equal to package.json. */
export const version = '0.1.0';
