/** Pages about the API, for whoever integrates. */
export const docsPaths = {
  page: '/docs',
  /** One problem follows, or none for all of them. */
  problems: '/docs/problems',
  assets: '/docs/assets/',
} as const;
